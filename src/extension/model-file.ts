import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ModelFile } from '../completion/trace/replay';

/** Which file a model is, by what is in it. Reads all of it. */
export async function modelFile(path: string): Promise<ModelFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return { name: basename(path), bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

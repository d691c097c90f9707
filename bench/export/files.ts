/** Makes the files that the peers run, and the token ids that all of them read. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenizer } from '../../src/engine/open-model';
import { writeQ4_0 } from './q4-0-gguf';
import { exportStandardDecoder } from './standard-decoder';

export const FILES = { q4_0: 'q4_0.gguf', onnx: 'standard', task: 'task.json' } as const;

const TYPED_AFTER = 1500; // tokens of the file in which the typing is replayed
const TYPED = 200; // characters

/** @param sample a text of code, at least 2,200 tokens */
export async function makeFiles(model: string, sample: string, folder: string): Promise<void> {
  await writeQ4_0(model, join(folder, FILES.q4_0));
  await exportStandardDecoder(model, join(folder, FILES.onnx));
  const text = readFileSync(sample, 'utf8');
  const tokenizer = await openTokenizer(model);
  const ids = tokenizer.encode(text);
  const before = tokenizer.decode(ids.slice(0, TYPED_AFTER));
  const typed = text.slice(before.length, before.length + TYPED);
  writeFileSync(join(folder, FILES.task), `${JSON.stringify({ ids, typing: { before, typed } })}\n`);
}

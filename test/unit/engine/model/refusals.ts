import { expect } from 'vitest';
import { openModel, openTokenizer } from '../../../../src/engine/open-model';
import { EngineFault } from '../../../../src/protocol/errors';
import type { TemporaryFolder } from '../temporary-folder';

/** What became of a file: it opened, or this is the code and the sentence why not. */
export type Outcome = { readonly code: 'opened' } | { readonly code: string; readonly sentence: string };

async function outcome(path: string, open: () => Promise<unknown>): Promise<Outcome> {
  try {
    await open();
    return { code: 'opened' };
  } catch (error) {
    if (!(error instanceof EngineFault)) throw new Error(`not a fault but: ${error instanceof Error ? error.stack : error}`);
    // One sentence for people: on one line, not endless, naming the file.
    expect(error.message).toMatch(/^[A-Z/][^\n\r]*[^.]\.$/);
    expect(error.message.length).toBeLessThan(path.length + 400);
    expect(error.message).toContain(path);
    expect(error.code).toMatch(/^model-/);
    return { code: error.code, sentence: error.message };
  }
}

export const openWhole = (path: string): Promise<Outcome> => outcome(path, async () => (await openModel({ path, threads: 1 })).close());

export const openOnlyTokenizer = (path: string): Promise<Outcome> => outcome(path, () => openTokenizer(path));

/** What becomes of a file with these bytes. */
export const openBytes = (folder: TemporaryFolder, bytes: Uint8Array): Promise<Outcome> => openWhole(folder.write('model.gguf', bytes));

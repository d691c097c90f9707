/** Makes the files that the peers run, and the token ids that all of them read. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenizer } from '../../src/engine/open-model';
import { textsWithCursors } from './cursors';
import { writeQ4_0 } from './q4-0-gguf';
import { exportStandardDecoder } from './standard-decoder';

export const FILES = { q4_0: 'q4_0.gguf', onnx: 'standard', task: 'task.json' } as const;

const TYPED_AFTER = 1500; // tokens of the file in which the typing is replayed
const TYPED = 200; // characters

/** The texts that engines read. */
export interface Texts {
  /** A text of code, at least 2,200 tokens. */
  readonly sample: string;
  /** Code whose next line is like those before. */
  readonly repetitive: string;
  /** The folder whose `node_modules` hold packages, to draw cursors from. */
  readonly root: string;
}

export async function makeFiles(model: string, { sample, repetitive, root }: Texts, folder: string): Promise<void> {
  await writeQ4_0(model, join(folder, FILES.q4_0));
  await exportStandardDecoder(model, join(folder, FILES.onnx));
  const text = readFileSync(sample, 'utf8');
  const tokenizer = await openTokenizer(model);
  const ids = tokenizer.encode(text);
  const before = tokenizer.decode(ids.slice(0, TYPED_AFTER));
  const task = {
    ids,
    typing: { before, typed: text.slice(before.length, before.length + TYPED) },
    repetitive: tokenizer.encode(readFileSync(repetitive, 'utf8')),
    texts: textsWithCursors(tokenizer, root),
    /** Of the tokens with line breaks: how many. */
    lineBreaks: Array.from(
      { length: tokenizer.vocabulary.size },
      (_, id) => [id, tokenizer.decode([id]).split('\n').length - 1] as const,
    ).filter(([, count]) => count > 0),
  };
  writeFileSync(join(folder, FILES.task), `${JSON.stringify(task)}\n`);
}

/** The files that `--open` names: what completions may draw on besides the file itself. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isSecret } from '../completion/exclusion/secret';

const MOST_FILES = 64;
const MOST_BYTES = 8 * 1024 * 1024; // a larger file is data, not code

export interface OpenFiles {
  /** Texts by name, in the order in which they were given. */
  readonly sources: ReadonlyMap<string, string>;
  /** A sentence for each file that is left out. */
  readonly warnings: readonly string[];
}

/** What a file is called as a source or document, however its path was written. */
export function sourceName(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

/** Reads what can be read; what cannot, or must not, is left out with a warning. Secrets are not even opened. */
export function readOpenFiles(files: readonly string[]): OpenFiles {
  const sources = new Map<string, string>();
  const warnings: string[] = [];
  for (const file of files) {
    const read = sources.size < MOST_FILES ? readOpenFile(file) : { refused: `${MOST_FILES} files are the most` };
    if ('refused' in read) warnings.push(`The open file ${file} is left out: ${read.refused}.`);
    else sources.set(sourceName(file), read.text);
  }
  return { sources, warnings };
}

function readOpenFile(file: string): { readonly text: string } | { readonly refused: string } {
  // A link is as secret as what it leads to.
  if (isSecret(resolve(file)) || isSecret(sourceName(file))) return { refused: 'it may hold secrets' };
  try {
    const bytes = readBytes(file);
    if (!bytes) return { refused: 'it is no file with text' };
    if (bytes === 'large') return { refused: `it is larger than ${MOST_BYTES / 1024 / 1024} MB` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { refused: 'there is no such file' };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { refused: 'it is not text in UTF-8' };
    return { refused: `it cannot be read (${message})` };
  }
}

/** Undefined for what holds no text: a folder, a device or pipe that might never end, a file with zero bytes. */
function readBytes(file: string): Uint8Array | 'large' | undefined {
  const stat = statSync(file); // before it is opened, as opening a pipe waits for its other end
  if (!stat.isFile()) return undefined;
  if (stat.size > MOST_BYTES) return 'large';
  const bytes = readFileSync(file);
  return bytes.includes(0) ? undefined : bytes;
}

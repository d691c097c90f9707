// Cases as text, so that they read as in an editor:
//
//   === language | what it shows
//   the document, the cursor marked with ‸
//   --- suggests
//   what is to be inserted at the cursor
//   --- shows
//   what is left of it; absent when all of it is
//
// `\u{…}` stands for a character that could not be seen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../../src/completion/filters';

export interface GoldenCase {
  readonly title: string;
  readonly place: Place;
  readonly suggestion: string;
  /** Undefined when the filter has no reason to act. */
  readonly shown: string | undefined;
}

const CURSOR = '‸';

export function goldenCases(name: string): GoldenCase[] {
  const text = readFileSync(join(import.meta.dirname, 'golden', `${name}.txt`), 'utf8');
  const [head, ...blocks] = text.split(/^=== /m);
  if (head !== '') throw new Error(`${name}.txt does not begin with a case.`);
  return blocks.map((block) => goldenCase(name, block));
}

function goldenCase(name: string, block: string): GoldenCase {
  const [, language, title, body] = /^(\S+) \| ([^\n]+)\n([\s\S]*)$/.exec(block) ?? [];
  const [document, suggestion, shown, more] = (body ?? '').split(/^--- (?:suggests|shows)\n/m).map(written);
  const [before, after, second] = (document ?? '').split(CURSOR);
  if (!language || suggestion === undefined || before === undefined || after === undefined || second !== undefined || more !== undefined) {
    throw new Error(`${name}.txt: not a case: ${block}`);
  }
  return { title: `${language}: ${title}`, place: { language, before, after }, suggestion, shown };
}

/** Without the line break that ends the last line of a part, and with what escapes stand for. */
function written(part: string): string {
  return part.replace(/\n$/, '').replace(/\\u\{([0-9A-F]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

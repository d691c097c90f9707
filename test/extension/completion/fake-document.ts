import type { Position as ApiPosition, Range as ApiRange, TextDocument } from 'vscode';
import { Position } from '../vscode-mock';

export interface FakeUri {
  readonly scheme: string;
  readonly path: string;
  readonly fsPath: string;
  with(change: { path: string }): FakeUri;
  toString(): string;
}

export function uriOf(path: string, scheme = 'file'): FakeUri {
  return { scheme, path, fsPath: path, with: (change) => uriOf(change.path, scheme), toString: () => `${scheme}://${path}` };
}

/** A document as VS Code keeps it: lines, and one kind of line break for all of them. */
export class FakeDocument {
  readonly uri: FakeUri;
  readonly languageId: string;
  readonly isClosed = false;
  version = 1;
  #lines: readonly string[];
  readonly #eol: string;

  constructor(text: string, { scheme = 'file', path = '/a.ts', languageId = 'typescript', eol = '\n' } = {}) {
    this.uri = uriOf(path, scheme);
    this.languageId = languageId;
    this.#lines = text.split(/\r\n|\n/);
    this.#eol = eol;
  }

  /** As the extension sees it; what it does not use is not there. */
  get api(): TextDocument {
    return this as unknown as TextDocument;
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** As if somebody had written the text anew. */
  become(text: string): void {
    this.#lines = text.split(/\r\n|\n/);
    this.version++;
  }

  get text(): string {
    return this.#lines.join(this.#eol);
  }

  lineAt(place: ApiPosition | number): { text: string; range: { end: ApiPosition } } {
    const line = typeof place === 'number' ? place : place.line;
    const text = this.#lines[line] ?? '';
    return { text, range: { end: at(line, text.length) } };
  }

  offsetAt({ line, character }: ApiPosition): number {
    return this.#lines.slice(0, line).reduce((sum, { length }) => sum + length + this.#eol.length, 0) + character;
  }

  positionAt(offset: number): ApiPosition {
    let left = offset;
    for (const [line, { length }] of this.#lines.entries()) {
      if (left < length + this.#eol.length) return at(line, Math.min(left, length));
      left -= length + this.#eol.length;
    }
    return this.end;
  }

  get end(): ApiPosition {
    return at(this.#lines.length - 1, this.#lines.at(-1)?.length ?? 0);
  }

  getText(range?: ApiRange): string {
    if (!range) return this.text;
    const { start, end } = range;
    return this.text.slice(this.offsetAt(start), this.offsetAt(end));
  }
}

export function at(line: number, character: number): ApiPosition {
  return new Position(line, character) as unknown as ApiPosition;
}

/** A document from its text with a bar where the cursor is. */
export function withCursor(marked: string, options?: ConstructorParameters<typeof FakeDocument>[1]) {
  const before = marked.slice(0, marked.indexOf('|'));
  const fake = new FakeDocument(marked.replace('|', ''), options);
  const line = before.split('\n').length - 1;
  return { document: fake.api, position: at(line, before.length - before.lastIndexOf('\n') - 1) };
}

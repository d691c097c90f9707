import type { VocabularyTable } from '../protocol/inspection';
import { type LabelPart, plainLabel, tokenLabel, withoutMarks } from './token-label';

/** Every token of a model, by id. */
export class Vocabulary {
  readonly size: number;
  readonly table: VocabularyTable;
  readonly #control: ReadonlySet<number>;
  readonly #labels = new Map<number, readonly LabelPart[]>();
  #letters: string | undefined; // all bytes, each as one character, to be searched

  constructor(table: VocabularyTable) {
    this.table = table;
    this.size = table.ends.length;
    this.#control = new Set(table.control);
  }

  /** How many of the tokens stand for no text. */
  get controls(): number {
    return this.#control.size;
  }

  /** A view of a token's bytes; of a control token, those of its name. */
  bytes(id: number): Uint8Array {
    if (!(Number.isInteger(id) && id >= 0 && id < this.size)) throw new RangeError(`token ${id} is not one of ${this.size}`);
    return this.table.bytes.subarray(this.#start(id), this.table.ends[id]);
  }

  /** A token as it is; of a control token its name. What is no whole character becomes U+FFFD. */
  text(id: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes(id));
  }

  /** Whether a token stands for no text. */
  isControl(id: number): boolean {
    return this.#control.has(id);
  }

  label(id: number): readonly LabelPart[] {
    let label = this.#labels.get(id);
    if (!label) {
      label = tokenLabel(this.bytes(id), this.isControl(id));
      this.#labels.set(id, label);
    }
    return label;
  }

  /** Bytes as a label, in quotation marks. */
  quote(bytes: Uint8Array): string {
    return `“${plainLabel(tokenLabel(bytes, false))}”`;
  }

  /** The bytes that these tokens write; control tokens write none. */
  join(ids: Iterable<number>): Uint8Array {
    const parts = [...ids].filter((id) => !this.isControl(id)).map((id) => this.bytes(id));
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Tokens that write `bytes`, their beginning, or more: what healing lets through. */
  spelling(bytes: Uint8Array): number[] {
    const agrees = (token: Uint8Array) => {
      const shared = Math.min(token.length, bytes.length);
      for (let index = 0; index < shared; index++) if (token[index] !== bytes[index]) return false;
      return token.length > 0;
    };
    const found: number[] = [];
    for (let id = 0; id < this.size; id++) if (!this.isControl(id) && agrees(this.bytes(id))) found.push(id);
    return found;
  }

  /**
   * Tokens that a person may mean: the one with this id, then those that are the text, begin with it, or have it in them.
   * Signs for white space, such as `·`, are understood as well.
   * @param rank decides among equals
   */
  find(query: string, most: number, rank: (id: number) => number): number[] {
    if (query === '') return [];
    const number = /^#?(\d+)$/.exec(query)?.[1];
    const byId = number !== undefined && Number(number) < this.size ? [Number(number)] : [];
    const texts = [...new Set([query, withoutMarks(query)])].map(lettersOf);
    const found = new Map<number, number>(); // how well it fits: 0 whole, 1 its beginning, 2 anywhere
    for (const text of texts) {
      for (const { id, at } of this.#occurrences(text)) {
        const fit = at > 0 ? 2 : this.bytes(id).length === text.length ? 0 : 1;
        found.set(id, Math.min(fit, found.get(id) ?? 2));
      }
    }
    const ranked = [...found].map(([id, fit]) => ({ id, fit, rank: rank(id) })).sort((a, b) => a.fit - b.fit || a.rank - b.rank);
    return [...new Set([...byId, ...ranked.map(({ id }) => id)])].slice(0, most);
  }

  *#occurrences(text: string): Generator<{ readonly id: number; readonly at: number }> {
    this.#letters ??= lettersFrom(this.table.bytes);
    for (let at = this.#letters.indexOf(text); at >= 0; at = this.#letters.indexOf(text, at + 1)) {
      const id = this.#tokenAt(at);
      if (at + text.length <= this.table.ends[id]!) yield { id, at: at - this.#start(id) };
    }
  }

  /** The token to which a byte belongs. */
  #tokenAt(at: number): number {
    const { ends } = this.table;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #start(id: number): number {
    return id === 0 ? 0 : this.table.ends[id - 1]!;
  }
}

const lettersOf = (text: string) => lettersFrom(new TextEncoder().encode(text));

function lettersFrom(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

import type { CompletionRequest } from '../../protocol/messages';
import type { Tokenizer } from '../model/tokenizer/tokenizer';
import { type Chosen, choose } from './choose';
import { type Chunk, chunksOf } from './chunks';
import { type Layout, layoutOf } from './layout';
import { pathsOf } from './paths';

/** What stands before a file's own part of a prompt. */
export interface Beginning {
  /** The repository's name and other files' code. */
  readonly others: readonly number[];
  /** The mark before the file itself. */
  readonly file: number;
  /** The file's path, and whether it belongs into the part before a gap. */
  readonly path: readonly number[];
  readonly isPathInside: boolean;
}

/** The code of a request's neighbours, for its prompt. */
export interface Context {
  /**
   * @param near what it is compared with
   * @param room in tokens, for all of the beginning
   * @returns undefined when nothing of it is of use
   */
  beginning(near: string, room: number): Beginning | undefined;
}

/** Documents whose choice is kept, until something else is asked. */
const MOST_DOCUMENTS = 8;

interface Cut {
  readonly text: string;
  readonly chunks: readonly Chunk[];
}

interface Choice {
  readonly near: string;
  readonly room: number;
  readonly cuts: readonly Cut[];
  readonly beginning: Beginning | undefined;
}

/**
 * The code of neighbours as text in the prompt, for models that were trained to read several files. What is chosen follows from
 * the request and the texts alone, so that a saved request gets the same prompt again; it is kept only to save the time.
 */
export class Neighbourhood {
  readonly #tokenizer: Tokenizer;
  readonly #text: (source: string) => string | undefined;
  readonly #layout: Layout | undefined;
  readonly #cuts = new Map<string, Cut>();
  readonly #choices = new Map<string, Choice>(); // in the order of use

  /** @param text what is remembered of a source */
  constructor(tokenizer: Tokenizer, text: (source: string) => string | undefined) {
    this.#tokenizer = tokenizer;
    this.#layout = layoutOf(tokenizer);
    this.#text = text;
  }

  /** Undefined where the model gains nothing from it, or there is none. */
  of({ document, neighbours = [] }: Pick<CompletionRequest, 'document' | 'neighbours'>): Context | undefined {
    const layout = this.#layout;
    if (!layout) return undefined;
    for (const source of this.#cuts.keys()) if (this.#text(source) === undefined) this.forget(source);
    const names = [...new Set(neighbours)].filter((name) => name !== document && this.#text(name) !== undefined);
    if (names.length === 0) return undefined;
    return { beginning: (near, room) => this.#beginning(layout, document, names, near, room) };
  }

  forget(source: string): void {
    const cut = this.#cuts.get(source);
    this.#cuts.delete(source);
    for (const [document, { cuts }] of this.#choices) if (cut && cuts.includes(cut)) this.#choices.delete(document);
  }

  /** Forgets what was chosen for a document. */
  close(document: string): void {
    this.#choices.delete(document);
  }

  #beginning(layout: Layout, document: string, names: readonly string[], near: string, room: number): Beginning | undefined {
    const cuts = names.map((name) => this.#cut(name));
    const known = this.#choices.get(document);
    this.#choices.delete(document);
    const isSame = known?.near === near && known.room === room && isSameList(known.cuts, cuts);
    const beginning = isSame ? known.beginning : this.#choose(layout, document, names, cuts, near, room);
    this.#choices.set(document, { near, room, cuts, beginning });
    for (const oldest of this.#choices.keys()) {
      if (this.#choices.size <= MOST_DOCUMENTS) break;
      this.#choices.delete(oldest);
    }
    return beginning;
  }

  #choose(
    { repository, file, afterName, isPathInside }: Layout,
    document: string,
    names: readonly string[],
    cuts: readonly Cut[],
    near: string,
    room: number,
  ): Beginning | undefined {
    const paths = pathsOf([document, ...names]);
    const line = (path: string) => this.#tokenizer.encode(`${path}\n`);
    const name = [repository, ...this.#tokenizer.encode(paths.repository + afterName)];
    const path = line(paths.of(document));
    const sources = names.map((source, index) => ({ path: paths.of(source), chunks: cuts[index]!.chunks }));
    const cost = (chosen: Chosen) => 1 + line(chosen.path).length + this.#tokenizer.encode(chosen.chunk.text).length;
    const chosen = choose(near, sources, room - name.length - path.length - 1, cost);
    if (chosen.length === 0) return undefined;
    const code = chosen.flatMap((one, index) => {
      const text = this.#tokenizer.encode(one.chunk.text);
      return goesOn(chosen[index - 1], one) ? text : [file, ...line(one.path), ...text];
    });
    return { others: [...name, ...code], file, path, isPathInside };
  }

  #cut(source: string): Cut {
    const text = this.#text(source) ?? '';
    const known = this.#cuts.get(source);
    if (known?.text === text) return known;
    const cut = { text, chunks: chunksOf(text) };
    this.#cuts.set(source, cut);
    return cut;
  }
}

/** Whether a chunk goes on where the one before has ended. */
function goesOn(before: Chosen | undefined, { path, chunk }: Chosen): boolean {
  return before?.path === path && before.chunk.place + 1 === chunk.place;
}

const isSameList = (one: readonly Cut[], other: readonly Cut[]) =>
  one.length === other.length && one.every((cut, index) => cut === other[index]);

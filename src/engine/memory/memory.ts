import type { CompletionRequest } from '../../protocol/messages';
import { SUFFIX_LIMIT } from '../../protocol/prefix';
import { Sources } from '../../protocol/sources';
import type { Tokenizer } from '../model/tokenizer/tokenizer';
import type { NgramIndex } from './ngram-index';
import { Recall } from './recall';
import { TextIndex } from './text-index';

/** Documents whose own index is kept; one takes 1 MB at most. */
const MOST_DOCUMENTS = 8;

/** What is asked about, and which sources may be drawn on. */
type Question = Pick<CompletionRequest, 'document' | 'prefix' | 'suffix' | 'neighbours'>;

interface DocumentIndexes {
  readonly before: TextIndex;
  readonly after: TextIndex;
}

/**
 * The user's own code: an index for each document that is completed in, kept current while somebody types, and one for each
 * source that was given to be remembered. A completion sees its own document and the sources that it names, nothing else.
 *
 * With all limits reached it holds 4 MB of text, and about 1.5 million tokens at 12 to 24 bytes: 40 MB. Ten open files of
 * usual size take 1 MB.
 */
export class Memory {
  readonly #tokenizer: Tokenizer;
  readonly #documents = new Map<string, DocumentIndexes>(); // in the order of use
  readonly #sources = new Sources();
  readonly #indexes = new Map<string, TextIndex>();
  /** Sources whose index is to be made or made anew. */
  readonly #waiting = new Set<string>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** Takes in a text, in place of an earlier one of that name, which is drawn on until this one is indexed: see `learn`. */
  remember(source: string, text: string): void {
    for (const gone of this.#sources.remember(source, text)) this.#drop(gone);
    this.#waiting.add(source);
  }

  forget(source: string): void {
    this.#sources.forget(source);
    this.#drop(source);
  }

  /** What is remembered of a source. */
  text(source: string): string | undefined {
    return this.#sources.text(source);
  }

  /** Forgets a document's own index. */
  close(document: string): void {
    this.#documents.delete(document);
  }

  /**
   * Does a small part of indexing what waits for it, about a millisecond.
   * @returns whether more is to be done
   */
  learn(): boolean {
    const [source] = this.#waiting;
    const text = source === undefined ? undefined : this.#sources.text(source);
    if (source === undefined || text === undefined) return false;
    const index = this.#indexes.get(source) ?? new TextIndex(this.#tokenizer);
    this.#indexes.set(source, index);
    const prefix = { text, start: 0 };
    if (index.anticipate(prefix)) return true;
    index.become(prefix);
    this.#waiting.delete(source);
    return this.#waiting.size > 0;
  }

  /**
   * What a completion may draw on.
   * @param text the tokens of the prefix's end before those that are to be generated again
   * @param healed the bytes of those
   */
  recall({ document, prefix, suffix = '', neighbours }: Question, text: readonly number[], healed: number): Recall {
    const { before, after } = this.#document(document);
    before.become(prefix, healed);
    after.become({ text: suffix.slice(0, SUFFIX_LIMIT), start: 0 });
    const named = new Set(neighbours);
    named.delete(document);
    const others = [...named].flatMap((source) => this.#indexes.get(source)?.tokens ?? []);
    const indexes: readonly NgramIndex[] = [before.tokens, after.tokens, ...others];
    return new Recall(indexes, text, neighbours !== undefined);
  }

  #document(name: string): DocumentIndexes {
    const indexes = this.#documents.get(name) ?? { before: new TextIndex(this.#tokenizer), after: new TextIndex(this.#tokenizer) };
    this.#documents.delete(name);
    this.#documents.set(name, indexes);
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= MOST_DOCUMENTS) break;
      this.#documents.delete(oldest);
    }
    return indexes;
  }

  #drop(source: string): void {
    this.#waiting.delete(source);
    this.#indexes.delete(source);
  }
}

import { type FoundSearch, withSearch } from '../../inspection/graft';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { ScannedToken, ScanPart, SearchRequest } from '../../protocol/inspection';
import type { ToPage } from '../../protocol/panel';
import type { Desk } from './desk';
import type { InspectionEngine } from './engine';
import type { Introduction } from './introduction';
import type { Passage } from './place';
import { Scan } from './scan';
import { Search } from './search';

/** What takes longer than a look: a search and a scan, each told as it goes on, and what they have found. */
export class Studies {
  readonly #desk: Desk;
  readonly #introduction: Introduction;
  readonly #search: Search;
  readonly #scan: Scan;
  #seq = 0; // of the frame that the search is about
  #path: readonly number[] = [];
  #found: FoundSearch | undefined;
  #vocabulary: Vocabulary | undefined; // of what was found
  #tokens: ScannedToken[] = [];
  #passage: Passage | undefined;

  constructor(engine: InspectionEngine, desk: Desk, introduction: Introduction, post: (message: ToPage) => void) {
    this.#desk = desk;
    this.#introduction = introduction;
    this.#search = new Search(engine, (tree, done) => {
      const news = { seq: this.#seq, path: this.#path, tree, done };
      this.#found = withSearch(this.#found, news);
      post({ type: 'search', ...news });
    });
    this.#scan = new Scan(engine, (part, from, done) => {
      this.#take(part);
      post({ type: 'scan', part, from, done });
    });
  }

  /** What the last search has found, nodes that were expanded included, and for which frame. */
  get found(): FoundSearch | undefined {
    this.#forgetOthers();
    return this.#found;
  }

  /** What the last scan has found; undefined before there was one. */
  get scanned(): readonly ScannedToken[] | undefined {
    this.#forgetOthers();
    return this.#passage && this.#tokens;
  }

  /** @throws EngineFault */
  async search(request: SearchRequest, seq: number): Promise<void> {
    const { path = [] } = request;
    this.#forgetOthers();
    if (path.length === 0 || seq !== this.#found?.seq) this.#found = undefined;
    this.#search.stop();
    this.#seq = seq;
    this.#path = path;
    await this.#search.start(request);
  }

  /** @throws EngineFault */
  async scan(passage: Passage): Promise<void> {
    this.#scan.stop();
    this.#forgetOthers();
    this.#passage = passage;
    this.#tokens = [];
    const { document, prefix, text } = passage;
    await this.#scan.start({ document, prefix, text });
  }

  stopSearch(): void {
    this.#search.stop();
  }

  stopScan(): void {
    this.#scan.stop();
  }

  stop(): void {
    this.#search.stop();
    this.#scan.stop();
  }

  /** Of another model, whose ids are other tokens. */
  #forgetOthers(): void {
    const vocabulary = this.#introduction.known?.vocabulary;
    if (vocabulary === this.#vocabulary) return;
    this.#vocabulary = vocabulary;
    this.#found = undefined;
    this.#passage = undefined;
    this.#tokens = [];
  }

  #take({ tokens }: ScanPart): void {
    this.#tokens = [...this.#tokens, ...tokens];
    const { known } = this.#introduction;
    if (known && this.#passage) this.#desk.scanned(this.#passage, known.vocabulary, this.#tokens);
  }
}

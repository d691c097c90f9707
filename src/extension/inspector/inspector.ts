/**
 * The panel's other half, without an editor in it: follows what is in front, asks the engine, and tells the page.
 *
 * One question is open at a time and the newest wins. What the page does not show is not asked for, and while it is hidden
 * nothing is asked or told at all.
 */
import { toEngineError } from '../../protocol/errors';
import type { ScannedToken, ScanPart } from '../../protocol/inspection';
import type { CostlySection, Frame, FromPage, PanelState, ToPage } from '../../protocol/panel';
import { Clock } from '../engine/clock';
import type { Desk, Note, Shown } from './desk';
import type { InspectionEngine } from './engine';
import { Focus } from './focus';
import { Introduction } from './introduction';
import type { Passage } from './place';
import { Scan } from './scan';
import { Search } from './search';
import { documentOf, requestFor, type Subject, type Suggestion, settingsOf, sourceOf } from './subject';

/** A cursor that moves on is not followed at every step. */
const FOLLOW_AFTER_MS = 150;

export interface InspectorSetup {
  readonly engine: InspectionEngine;
  readonly desk: Desk;
  readonly post: (message: ToPage) => void;
  /** A sentence in the user's language. */
  readonly say: (note: Note) => string;
  readonly clock?: Clock;
}

export class Inspector {
  readonly #setup: InspectorSetup;
  readonly #clock: Clock;
  readonly #focus: Focus;
  readonly #introduction: Introduction;
  readonly #search: Search;
  readonly #scan: Scan;
  readonly #engineListener: { dispose(): void };
  #listening = false; // the page has said that it is ready
  #visible = true;
  #wanted: readonly CostlySection[] = [];
  #frame: Frame | undefined;
  #subject: Subject | undefined; // of the frame
  #seq = 0;
  #state: PanelState | undefined;
  #run: AbortController | undefined;
  #later: (() => void) | undefined;
  #scanned: (part: ScanPart) => void = () => {};

  constructor(setup: InspectorSetup) {
    const { engine, desk, clock } = setup;
    this.#setup = setup;
    this.#clock = clock ?? new Clock();
    this.#focus = new Focus(desk.front());
    this.#introduction = new Introduction(engine);
    this.#search = new Search(engine, (tree, done) => this.#post({ type: 'search', seq: this.#seq, tree, done }));
    this.#scan = new Scan(engine, (part, from, done) => {
      this.#scanned(part);
      this.#post({ type: 'scan', part, from, done });
    });
    this.#engineListener = engine.onStateChange((state) => {
      if (state.kind === 'starting' && this.#run) this.#show({ kind: 'loading', fraction: state.loaded ?? 0 });
    });
  }

  dispose(): void {
    this.#stop();
    this.#search.stop();
    this.#scan.stop();
    this.#engineListener.dispose();
    this.#setup.engine.releaseInspection();
  }

  /** What the page shows, to be written down otherwise; undefined before there was anything. */
  get shown(): Shown | undefined {
    const { known } = this.#introduction;
    return this.#frame && known && { frame: this.#frame, ...known };
  }

  /** The cursor or the document in front has changed. */
  moved(): void {
    if (!this.#visible) return;
    const follows = this.#focus.moved(this.#setup.desk.front());
    this.#markStale();
    if (follows) this.#soon();
  }

  /** Whether anybody can see the page. */
  visible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#stop();
    this.#search.stop();
    this.#scan.stop();
    this.#listening = false; // a hidden page is unloaded, and says again that it is ready
    if (!visible) this.#setup.engine.releaseInspection();
  }

  /** Shows how a suggestion came about, token by token. */
  show(suggestion: Suggestion): void {
    this.#focus.suggestion = suggestion;
    this.#tellFollowing();
    void this.#look();
  }

  /** Settings may have changed. */
  settingsChanged(): void {
    const front = this.#setup.desk.front();
    if (front.kind !== 'place') return;
    this.#focus.front = front;
    this.#post({ type: 'settings', settings: front.place.settings });
  }

  async take(message: FromPage): Promise<void> {
    const { desk } = this.#setup;
    switch (message.type) {
      case 'ready':
        return this.#begin();
      case 'wanted':
        if (message.sections.length === 0 && this.#wanted.length > 0) this.#setup.engine.releaseInspection();
        this.#wanted = message.sections;
        return this.#extras();
      case 'look':
        this.#focus.position = message.position;
        return this.#look();
      case 'text':
        this.#focus.text = message.text;
        return this.#look();
      case 'heal':
        this.#focus.heal = message.on;
        this.#focus.position = undefined;
        return this.#look();
      case 'follow':
        this.#focus.following = message.on;
        this.#tellFollowing();
        return message.on ? this.#refresh() : undefined;
      case 'pin':
        return this.#pin(message.on);
      case 'refresh':
        return this.#refresh();
      case 'cancel':
        this.#stop();
        return this.#show({ kind: 'cancelled' });
      case 'act':
        if (message.kind === 'error') await desk.restart();
        return this.#refresh();
      case 'insert':
        return this.#insert(message.ids);
      case 'search':
        return this.#startSearch(message);
      case 'stop-search':
        return this.#search.stop();
      case 'scan':
        return this.#startScan(await desk.passage(message.scope));
      case 'stop-scan':
        return this.#scan.stop();
      case 'underline':
        desk.mark(message.on);
        return this.#post({ type: 'underlines', shown: message.on });
      case 'reveal':
        return this.#subject && desk.reveal(documentOf(this.#subject), message.start, message.end);
      case 'save-settings':
        return desk.saveSettings(message.settings);
      case 'copy':
        await desk.copy(message.text, message.format);
        return this.#tell('copied');
      case 'open-as-text':
        return this.shown && desk.openAsText(this.shown);
      case 'save-replay':
        return this.shown && desk.saveReplay(this.shown);
      case 'leave':
        return desk.leave();
    }
  }

  /** A page that has just been loaded knows nothing. */
  #begin(): Promise<void> {
    this.#listening = true;
    this.#state = undefined;
    this.#introduce();
    this.#tellFollowing();
    if (this.#frame) this.#post({ type: 'frame', frame: this.#frame });
    return this.#focus.pinned && this.#frame ? this.#showNow({ kind: 'pinned' }) : this.#refresh();
  }

  async #insert(ids: readonly number[]): Promise<void> {
    const subject = this.#subject;
    const vocabulary = this.#introduction.known?.vocabulary;
    if (!subject || !vocabulary) return;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(vocabulary.join(ids));
    if (subject.kind === 'text') {
      this.#focus.text = subject.text + text;
      return this.#look();
    }
    const inserted = subject.kind === 'document' && (await this.#setup.desk.insert(subject.place, text));
    if (!inserted) this.#tell('changed-since');
  }

  async #startSearch({ width, depth, lengthPenalty, path }: Extract<FromPage, { readonly type: 'search' }>): Promise<void> {
    if (!this.#subject) return;
    const { document, prefix, heal } = requestFor(this.#subject, this.#focus.heal, undefined);
    const sampling = settingsOf(this.#subject);
    await this.#orFail(() => this.#search.start({ document, prefix, heal, width, depth, lengthPenalty, path, sampling }));
  }

  async #startScan(passage: Passage | undefined): Promise<void> {
    if (!passage) return this.#tell('nothing-to-scan');
    await this.#orFail(async () => {
      if (await this.#introduction.make()) this.#introduce();
      const tokens: ScannedToken[] = [];
      this.#scanned = (part) => {
        tokens.push(...part.tokens);
        const { known } = this.#introduction;
        if (known) this.#setup.desk.scanned(passage, known.vocabulary, tokens);
      };
      await this.#scan.start({ document: passage.document, prefix: passage.prefix, text: passage.text });
    });
  }

  async #orFail(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  #pin(on: boolean): Promise<void> {
    if (on) this.#focus.pinned = true;
    else this.#focus.unpin();
    this.#tellFollowing();
    return on ? this.#showNow({ kind: 'pinned' }) : this.#refresh();
  }

  #refresh(): Promise<void> {
    this.#focus.front = this.#setup.desk.front();
    this.#focus.position = undefined;
    return this.#look();
  }

  #markStale(): void {
    const subject = this.#subject;
    const { front, pinned } = this.#focus;
    if (subject?.kind !== 'document' || pinned) return;
    const { line, version, document } = subject.place;
    const now = front.kind === 'place' && front.place.document === document ? front.place.version : version;
    this.#show({ kind: 'stale', line, edits: Math.max(0, now - version) });
  }

  #soon(): void {
    this.#stop();
    this.#later = this.#clock.after(FOLLOW_AFTER_MS, () => void this.#look());
  }

  #stop(): void {
    this.#later?.();
    this.#later = undefined;
    this.#run?.abort();
    this.#run = undefined;
  }

  async #look(): Promise<void> {
    this.#stop();
    if (!this.#visible || !this.#listening) return;
    const subject = this.#focus.subject(this.#frame?.settings);
    if (!isSubject(subject)) return this.#show(subject);
    const run = new AbortController();
    this.#run = run;
    if (!this.#frame) this.#show({ kind: 'reading', done: 0, of: 0 });
    try {
      if (await this.#introduction.make()) this.#introduce();
      const request = requestFor(subject, this.#focus.heal, this.#focus.position);
      const inspection = await this.#setup.engine.inspect(request, { signal: run.signal });
      if (run.signal.aborted || !inspection) return;
      const edit = editCost(this.#subject, subject, inspection);
      this.#subject = subject;
      const source = sourceOf(subject, inspection.start);
      this.#frame = { seq: ++this.#seq, source, inspection, settings: settingsOf(subject), ...(edit ? { edit } : {}) };
      this.#post({ type: 'frame', frame: this.#frame });
      this.#show({ kind: this.#focus.pinned ? 'pinned' : 'live' });
      await this.#extras();
    } catch (thrown) {
      if (!run.signal.aborted) this.#failed(thrown);
    } finally {
      if (this.#run === run) this.#run = undefined;
    }
  }

  /** What the open sections need besides, for the frame that is shown. */
  async #extras(): Promise<void> {
    const frame = this.#frame;
    const subject = this.#subject;
    if (!frame || !subject || this.#wanted.length === 0 || !this.#visible) return;
    const run = this.#run ?? new AbortController();
    this.#run = run;
    const wanted = Object.fromEntries(this.#wanted.map((section) => [section, true]));
    try {
      const request = { ...requestFor(subject, this.#focus.heal, frame.inspection.position), ...wanted };
      const inspection = await this.#setup.engine.inspect(request, { signal: run.signal });
      if (!inspection || run.signal.aborted || frame.seq !== this.#seq) return;
      const { attention, layers, embedding } = inspection;
      const extras = { ...(attention ? { attention } : {}), ...(layers ? { layers } : {}), ...(embedding ? { embedding } : {}) };
      this.#frame = { ...frame, inspection: { ...frame.inspection, ...extras } };
      this.#post({ type: 'extras', seq: frame.seq, extras });
    } catch (thrown) {
      if (!run.signal.aborted) this.#failed(thrown);
    } finally {
      if (this.#run === run) this.#run = undefined;
    }
  }

  #introduce(): void {
    const { message } = this.#introduction;
    if (message) this.#post(message);
  }

  #tellFollowing(): void {
    this.#post({ type: 'following', following: this.#focus.following, pinned: this.#focus.pinned });
  }

  #tell(note: Note): void {
    this.#post({ type: 'told', sentence: this.#setup.say(note) });
  }

  #failed(thrown: unknown): void {
    const error = toEngineError(thrown);
    this.#show({ kind: 'error', message: this.#setup.desk.explain(error), details: error.code });
  }

  async #showNow(state: PanelState): Promise<void> {
    this.#show(state);
  }

  #show(state: PanelState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#post({ type: 'state', state });
  }

  #post(message: ToPage): void {
    if (this.#visible && this.#listening) this.#setup.post(message);
  }
}

function isSubject(next: Subject | PanelState): next is Subject {
  return next.kind === 'document' || next.kind === 'text' || next.kind === 'suggestion';
}

/** Of two looks at one document in two states: what reading the difference took. */
function editCost(before: Subject | undefined, now: Subject, { prefilled, timings }: Frame['inspection']): Frame['edit'] {
  if (before?.kind !== 'document' || now.kind !== 'document') return undefined;
  if (before.place.document !== now.place.document || before.place.version === now.place.version) return undefined;
  return { tokens: prefilled, milliseconds: timings.prefill };
}

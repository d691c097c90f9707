/**
 * The panel's other half, without an editor in it: follows what is in front, asks the engine, and tells the page.
 *
 * One question is open at a time and the newest wins. What the page does not show is not asked for, and while it is hidden
 * nothing is asked or told at all; while the window is not in use nothing is asked.
 */
import { toEngineError } from '../../protocol/errors';
import type { CopyFormat, CostlySection, Frame, FromPage, PanelState, ToPage, Tried } from '../../protocol/panel';
import { Clock } from '../engine/clock';
import type { Desk, Note, Shown } from './desk';
import type { InspectionEngine } from './engine';
import { failureState } from './failure-state';
import { Focus } from './focus';
import { Follower } from './follower';
import { Healing } from './healing';
import { isAtCursor, textToInsert } from './insertion';
import { Introduction } from './introduction';
import { Look } from './look';
import { StaleMark, staleState } from './stale-mark';
import { Studies } from './studies';
import { documentOf, requestFor, settingsOf } from './subject';
import type { Suggestion } from './suggestion';

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
  readonly #focus: Focus;
  readonly #introduction: Introduction;
  readonly #looking: Look;
  readonly #studies: Studies;
  readonly #healing: Healing;
  readonly #staleMark: StaleMark;
  readonly #follower: Follower;
  readonly #engineListener: { dispose(): void };
  #listening = false; // the page has said that it is ready
  #visible = true;
  #inUse = true;
  #wanted: readonly CostlySection[] = [];
  #state: PanelState | undefined;

  constructor(setup: InspectorSetup) {
    const { engine, desk, clock } = setup;
    this.#setup = setup;
    this.#focus = new Focus(desk.front());
    this.#introduction = new Introduction(engine, (message) => this.#post(message));
    this.#looking = new Look({
      engine,
      desk,
      focus: this.#focus,
      introduction: this.#introduction,
      post: (message) => this.#post(message),
      show: (state) => this.#show(state),
      showFrame: (frame, state) => this.#showFrame(frame, state),
      failed: (thrown) => this.#failed(thrown),
    });
    const time = clock ?? new Clock();
    this.#staleMark = new StaleMark(time, (state) => this.#show(state));
    this.#follower = new Follower(engine, time, () => void this.#look());
    this.#healing = new Healing(engine, (message) => this.#post(message));
    this.#studies = new Studies(engine, desk, this.#introduction, (message) => this.#post(message));
    this.#engineListener = engine.onStateChange((state) => {
      if (state.kind === 'starting' && this.#looking.isAsking) this.#show({ kind: 'loading', fraction: state.loaded ?? 0 });
    });
  }

  dispose(): void {
    this.#stop();
    this.#staleMark.stop();
    this.#follower.dispose();
    this.#studies.stop();
    this.#engineListener.dispose();
    this.#setup.engine.releaseInspection();
  }

  /** What the page shows, to be written down otherwise; undefined before there was anything. */
  get shown(): Shown | undefined {
    const { known } = this.#introduction;
    const { frame, subject } = this.#looking;
    if (!frame || !known || !subject) return undefined;
    const request = requestFor(subject, this.#focus.heal, frame.inspection.position);
    const { found, scanned } = this.#studies;
    return {
      frame,
      request,
      ...known,
      ...(this.#state && { state: this.#state }),
      ...(found && { tree: found.tree, isTreeOld: found.seq !== frame.seq }),
      ...(scanned && { scanned }),
    };
  }

  /** The cursor or the document in front has changed. */
  moved(): void {
    if (!this.#visible) return;
    const where = this.#setup.desk.where();
    const follows = this.#focus.moved(where);
    if (follows && !this.#inUse) {
      this.#stop();
      this.#show({ kind: 'paused' });
      return;
    }
    const { subject } = this.#looking;
    if (this.#state?.kind === 'stale' && subject && !staleState(subject, where)) this.#show({ kind: 'live' });
    else if (!this.#focus.pinned) this.#staleMark.moved(subject, where);
    if (!follows) return;
    this.#stop();
    this.#follower.moved();
  }

  /** Whether anybody can see the page. */
  visible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#stop();
    this.#staleMark.stop();
    this.#studies.stop();
    this.#listening = false; // a hidden page is unloaded, and says again that it is ready
    if (!visible) this.#setup.engine.releaseInspection();
  }

  /** Whether the window is in use. What has changed while it was not is looked at afterwards. */
  inUse(inUse: boolean): void {
    this.#inUse = inUse;
    if (inUse && this.#state?.kind === 'paused') void this.#refresh();
  }

  /** Shows how a suggestion came about, token by token. */
  show(suggestion: Suggestion): void {
    this.#focus.suggestion = suggestion;
    this.#tellFollowing();
    void this.#look();
  }

  /**
   * Lets the page ask for what it shows to be written down, since it knows the settings that it applies.
   * @returns false where no page hears it, or shows nothing
   */
  write(as: CopyFormat | 'text'): boolean {
    if (!this.#visible || !this.#listening || !this.shown) return false;
    this.#post({ type: 'write', as });
    return true;
  }

  /** Ends what is being read, searched or scanned. What was found so far stays. */
  stop(): void {
    this.#studies.stop();
    if (!this.#looking.isAsking) return;
    this.#stop();
    this.#show({ kind: 'cancelled' });
  }

  /** Settings may have changed. */
  settingsChanged(): void {
    const front = this.#setup.desk.front();
    if (front.kind !== this.#focus.front.kind)
      this.moved(); // whether a file is read is a setting too
    else if (front.kind === 'place') {
      this.#focus.settings = front.place.settings;
      this.#post({ type: 'settings', settings: front.place.settings });
    }
  }

  async take(message: FromPage): Promise<void> {
    const { desk } = this.#setup;
    switch (message.type) {
      case 'ready':
        return this.#begin();
      case 'wanted':
        if (message.sections.length === 0 && this.#wanted.length > 0) this.#setup.engine.releaseInspection();
        this.#wanted = message.sections;
        return this.#visible ? this.#looking.extras(this.#wanted) : undefined;
      case 'look':
        this.#focus.position = message.position;
        return this.#look();
      case 'text':
        this.#focus.text = message.text;
        this.#tellFollowing();
        return message.text === undefined ? this.#refresh() : this.#look();
      case 'heal':
        this.#focus.heal = message.on;
        this.#focus.position = undefined;
        return this.#look();
      case 'compare-heal':
        return this.#compareHealing();
      case 'follow':
        this.#focus.following = message.on;
        this.#tellFollowing();
        return message.on ? this.#refresh() : undefined;
      case 'pin':
        return this.#pin(message.on);
      case 'refresh':
        return this.#refresh();
      case 'cancel':
        return this.stop();
      case 'act':
        return this.#act(message.kind);
      case 'insert':
        return this.#looking.frame && isAtCursor(this.#looking.frame.inspection) ? this.#insert(message.ids) : this.#tell('not-at-cursor');
      case 'insert-path':
        return this.#insert(message.ids);
      case 'search':
        return this.#search(message);
      case 'stop-search':
        return this.#studies.stopSearch();
      case 'scan':
        return this.#scan(message.scope);
      case 'stop-scan':
        return this.#studies.stopScan();
      case 'underline':
        desk.mark(message.on);
        return this.#post({ type: 'underlines', shown: message.on });
      case 'reveal':
        return this.#looking.subject && desk.reveal(documentOf(this.#looking.subject), message.start, message.end);
      case 'save-settings':
        return desk.saveSettings(message.settings);
      case 'copy':
        return this.#withShown(message.tried, async (shown) => {
          await desk.copy(shown, message.format);
          this.#tell('copied');
        });
      case 'copy-text':
        await desk.copyText(message.text);
        return this.#tell('copied');
      case 'open-as-text':
        return this.#withShown(message.tried, (shown) => desk.openAsText(shown));
      case 'save-replay':
        return this.shown && desk.saveReplay(this.shown);
      case 'open-replay':
        return this.#openReplay();
      case 'leave':
        return desk.leave();
    }
  }

  /** A page that has just been loaded knows nothing. */
  #begin(): Promise<void> {
    this.#listening = true;
    this.#state = undefined;
    this.#introduction.tell();
    this.#tellFollowing();
    this.#post({ type: 'underlines', shown: this.#setup.desk.marks });
    const { frame, subject } = this.#looking;
    if (frame) this.#post({ type: 'frame', frame });
    const { pinned, held } = this.#focus;
    return pinned && frame && (!held || held === subject) ? this.#showNow({ kind: 'pinned' }) : this.#refresh();
  }

  async #act(kind: PanelState['kind']): Promise<void> {
    const { desk } = this.#setup;
    if (kind === 'untrusted') return desk.manageTrust();
    await this.#orFail(async () => {
      if (kind === 'error' || kind === 'no-model' || kind === 'no-logits') await desk.restart();
      await this.#refresh();
    });
  }

  /** Puts what tokens write where the text ends that they were found for. */
  async #insert(ids: readonly number[]): Promise<void> {
    const { frame, subject } = this.#looking;
    const { known } = this.#introduction;
    if (!subject || !known || !frame) return;
    const { inspection } = frame;
    const end = { ...inspection, position: inspection.ids.length - (inspection.path ?? 0) - 1, path: 0 };
    const text = textToInsert(ids, end, known.vocabulary);
    if (text === undefined) return this.#tell('does-not-fit');
    if (text === '') return this.#tell('typed-already');
    switch (subject.kind) {
      case 'text':
        this.#focus.text = subject.text + text;
        return this.#look();
      case 'document':
        if (!(await this.#setup.desk.insert(subject.place, text))) this.#tell('changed-since');
        return;
      case 'suggestion':
      case 'replay':
        return this.#tell('not-at-cursor');
    }
  }

  async #search({ width, depth, lengthPenalty, path }: Extract<FromPage, { readonly type: 'search' }>): Promise<void> {
    const { frame, subject } = this.#looking;
    if (!frame || !subject) return;
    const { document, prefix, heal, neighbours, suffix } = requestFor(subject, this.#focus.heal, undefined);
    const drawsOn = { ...(neighbours && { neighbours }), ...(suffix !== undefined && { suffix }) };
    const sampling = settingsOf(subject);
    const request = { document, prefix, heal, ...drawsOn, width, depth, lengthPenalty, path, sampling };
    await this.#orFail(() => this.#studies.search(request, frame.seq));
  }

  async #scan(scope: Extract<FromPage, { readonly type: 'scan' }>['scope']): Promise<void> {
    const passage = await this.#setup.desk.passage(scope);
    if (!passage) return this.#tell('nothing-to-scan');
    await this.#orFail(async () => {
      await this.#introduction.make();
      this.#post({ type: 'scanning', scope, document: passage.document });
      await this.#studies.scan(passage);
    });
  }

  async #compareHealing(): Promise<void> {
    const { shown } = this;
    if (shown) await this.#orFail(() => this.#healing.compare(shown));
  }

  async #openReplay(): Promise<void> {
    const file = await this.#setup.desk.openReplay();
    if (!file) return;
    this.#focus.replay = file;
    this.#tellFollowing();
    await this.#look();
  }

  async #withShown(tried: Tried, action: (shown: Shown) => Promise<void>): Promise<void> {
    if (this.shown) await action({ ...this.shown, tried });
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
    this.#focus.position = undefined;
    return this.#look(this.#setup.desk.front());
  }

  #stop(): void {
    this.#follower.stop();
    this.#looking.stop();
    this.#healing.stop();
  }

  /** @param front what is in front, where that is to be looked at */
  async #look(front = this.#focus.follows ? this.#setup.desk.front() : undefined): Promise<void> {
    this.#stop();
    if (front) this.#focus.front = front;
    if (this.#visible && this.#listening) await this.#looking.begin(() => (this.#visible ? this.#wanted : []));
  }

  #tellFollowing(): void {
    this.#post({ type: 'following', following: this.#focus.following, pinned: this.#focus.pinned });
  }

  #tell(note: Note): void {
    this.#post({ type: 'told', sentence: this.#setup.say(note) });
  }

  #failed(thrown: unknown): void {
    const error = toEngineError(thrown);
    this.#show(failureState(error, this.#setup.desk.explain(error)));
  }

  async #showNow(state: PanelState): Promise<void> {
    this.#show(state);
  }

  /** In one message, as a page is drawn after each. */
  #showFrame(frame: Frame, state: PanelState): void {
    this.#staleMark.stop();
    this.#healing.stop();
    this.#state = state;
    this.#post({ type: 'frame', frame, state });
  }

  #show(state: PanelState): void {
    if (state.kind !== 'stale') this.#staleMark.stop();
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#post({ type: 'state', state });
  }

  #post(message: ToPage): void {
    if (this.#visible && this.#listening) this.#setup.post(message);
  }
}

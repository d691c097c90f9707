import type { Format } from '../inspection/format';
import type { FromPage } from '../protocol/panel';
import { parseToPage } from '../protocol/validate-to-page';
import { Announcer } from './announcer';
import type { InspectorApp } from './elements/app';
import type { Host } from './host';
import { Analysis } from './model/analysis';
import { initialState, type PageState } from './model/state';
import { type PageEvent, restored, update, wantedNow } from './model/update';
import { writing } from './model/writing';
import type { Page } from './page';
import { Speech } from './text/speech';
import type { Text } from './text/text';

const SAVE_AFTER = 300; // milliseconds: a slider that is dragged is written down once
const TOLD_FOR = 8000; // milliseconds that a sentence of the host stays

/** The page's one loop: an event makes a new state, and the state is drawn. A page that nobody sees draws nothing. */
export class Loop {
  readonly #host: Host;
  readonly #app: InspectorApp;
  readonly #words: { readonly text: Text; readonly format: Format };
  readonly #analysis = new Analysis();
  readonly #announcer = new Announcer(
    () => this.#draw(),
    () => document.hasFocus(),
  );
  readonly #speech: Speech;
  #state: PageState;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, app: InspectorApp, words: { readonly text: Text; readonly format: Format }) {
    this.#host = host;
    this.#app = app;
    this.#words = words;
    this.#speech = new Speech(this.#analysis, words);
    this.#state = restored(initialState, host.saved);
  }

  start(): void {
    this.#host.onMessage((value) => {
      // A frame that is asked for before the work comes right after it; asked for after it, the next one would be waited for.
      requestAnimationFrame(() => {});
      const message = parseToPage(value);
      if (message?.type === 'write') this.#host.send(writing(this.#state, message.as));
      else if (message) this.dispatch({ type: 'received', message });
    });
    document.addEventListener('visibilitychange', () => this.#draw());
    this.#draw();
    this.#host.send({ type: 'ready' });
    if (!this.#state.view.heal) this.#host.send({ type: 'heal', on: false });
  }

  dispatch(event: PageEvent): void {
    const before = this.#state;
    this.#state = update(before, event);
    if (this.#state === before) return;
    // Only for a page that is in use: nobody wants to hear numbers of a panel beside while typing.
    if (document.hasFocus()) this.#announcer.say(this.#speech.of(before, this.#state));
    this.#draw();
    if (this.#state.view !== before.view) this.#save();
    if (this.#state.told !== before.told) this.#forget();
    if (this.#state.frame !== before.frame) this.#prepare();
    this.#want(before);
  }

  #draw(): void {
    if (document.visibilityState === 'hidden') return;
    this.#app.page = this.#page();
  }

  #page(): Page {
    const state = this.#state;
    return {
      ...this.#words,
      state,
      announcement: this.#announcer.text,
      analysis: this.#analysis,
      next: this.#analysis.next(state),
      outcome: this.#analysis.outcome(state),
      dispatch: (event) => this.dispatch(event),
      send: (message: FromPage) => this.#host.send(message),
    };
  }

  /** All ranks, once the first of them are on the screen: then a slider that is dragged, or a search, has them ready. */
  #prepare(): void {
    requestIdleCallback(() => this.#analysis.next(this.#state)?.rankAll());
  }

  /** The costly sections that are open and were agreed to: the host asks the engine for them, and frees what it needs when there are none. */
  #want(before: PageState): void {
    const sections = wantedNow(this.#state);
    if (sections.join() !== wantedNow(before).join()) this.#host.send({ type: 'wanted', sections });
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    if (this.#state.told) this.#forgetting = setTimeout(() => this.dispatch({ type: 'forget' }), TOLD_FOR);
  }

  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#host.save(this.#state.view), SAVE_AFTER);
  }
}

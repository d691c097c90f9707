import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CardName } from '../model/learn';
import type { SectionName } from '../model/state';
import type { Page } from '../page';

/** All of the page: the header, and the sections in their order. */
export class InspectorApp extends LitElement {
  static override readonly properties = { page: { attribute: false } };
  declare page: Page;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#key);
  }

  protected override render(): TemplateResult {
    const { page } = this;
    const { kind } = page.state.panel;
    return html`
      <inkling-header class="header" role="banner" .page=${page}></inkling-header>
      <main class=${kind === 'stale' || kind === 'error' ? 'is-old' : ''} @learn=${this.#learn}>
        ${page.state.frame?.source.kind === 'suggestion' ? html`<inkling-suggestion .page=${page}></inkling-suggestion>` : nothing}
        <inkling-context .page=${page}></inkling-context>
        <inkling-next .page=${page}></inkling-next>
        <inkling-samplers .page=${page}></inkling-samplers>
        <inkling-coin .page=${page}></inkling-coin>
        <inkling-search .page=${page}></inkling-search>
        <inkling-attention .page=${page}></inkling-attention>
        <inkling-layers .page=${page}></inkling-layers>
        <inkling-surprise .page=${page}></inkling-surprise>
        <inkling-engine .page=${page}></inkling-engine>
        <inkling-learn .page=${page} @show-section=${this.#showSection}></inkling-learn>
        <p class="hidden" id="live" aria-live="polite">${page.announcement}</p>
      </main>
    `;
  }

  async #showSection({ detail }: CustomEvent<SectionName>): Promise<void> {
    this.page.dispatch({ type: 'toggle', section: detail, open: true });
    await this.#focus(`#section-${detail} > summary`);
  }

  /** Also a card that was put away; before there are any, the section. */
  async #learn({ detail }: CustomEvent<CardName>): Promise<void> {
    const { state, dispatch } = this.page;
    dispatch({ type: 'view', changes: { dismissed: state.view.dismissed.filter((name) => name !== detail) } });
    dispatch({ type: 'toggle', section: 'learn', open: true });
    if (!(await this.#focus(`#card-${detail}`))) await this.#focus('#section-learn > summary');
  }

  // The keys of the whole page; those of a part are its own.
  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { send, state, dispatch } = this.page;
    if (event.key === 'Escape') {
      send({ type: 'leave' });
      return;
    }
    if (event.target instanceof HTMLInputElement && !['radio', 'checkbox', 'range'].includes(event.target.type)) return;
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement) return;
    switch (event.key) {
      case '/':
        dispatch({ type: 'toggle', section: 'next', open: true });
        void this.#focus('#find');
        break;
      case '?':
        dispatch({ type: 'view', changes: { keys: !state.view.keys } });
        break;
      case 'p':
        send({ type: 'pin', on: !state.pinned });
        break;
      case 'f':
        send({ type: 'follow', on: !state.following });
        break;
      case 's':
        this.#stop();
        break;
      case '[':
        this.#look(-1);
        break;
      case ']':
        this.#look(1);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  async #focus(selector: string): Promise<boolean> {
    await this.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    const found = this.querySelector<HTMLElement>(selector);
    found?.focus();
    found?.scrollIntoView({ block: 'nearest' });
    return found !== null;
  }

  #stop(): void {
    const { send, state } = this.page;
    if (state.search && !state.search.done) send({ type: 'stop-search' });
    else if (state.scan && !state.scan.done) send({ type: 'stop-scan' });
    else send({ type: 'cancel' });
  }

  #look(by: number): void {
    const inspection = this.page.state.frame?.inspection;
    if (!inspection) return;
    const position = inspection.position + by;
    if (position < 0 || position >= inspection.ids.length) return;
    this.page.send({ type: 'look', position: position === inspection.ids.length - 1 ? undefined : position });
  }
}

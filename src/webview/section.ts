import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { from } from './elements/from';
import { CARD_OF } from './model/learn';
import { SECTION_FROM } from './model/provenance';
import type { PageState, SectionName } from './model/state';
import { nextPaint } from './next-paint';
import type { Page } from './page';

/**
 * One section of the page: a heading that opens it, with its most telling number beside it, and a body that is there only
 * when it is open. `<details>` rather than a part of a library, as screen readers are told by it whether it is open.
 */
export abstract class Section extends LitElement {
  static override readonly properties = { page: { attribute: false } };
  declare page: Page;
  /** Not initialised: the first update is asked for before this class's fields are there. */
  declare private asked: boolean | undefined;
  protected abstract readonly name: SectionName;
  /** Whether a new result is drawn here first: the others let it be painted, so that the probabilities are there sooner. */
  protected readonly isFirst: boolean = false;
  #drawn: PageState['frame'];

  /** A few words beside the heading. */
  protected abstract summary(): string | TemplateResult;
  protected abstract body(): TemplateResult;

  /** What the section draws from, besides being open: it is left as it is where none of this has changed. */
  protected abstract drawnFrom(page: Page): readonly unknown[];

  protected override shouldUpdate(changed: PropertyValues): boolean {
    const before = changed.get('page') as Page | undefined;
    const own = this.asked || !before;
    this.asked = false;
    if (own) return true;
    if (this.isOpen(before) !== this.isOpen(this.page)) return true;
    const values = this.drawnFrom(before);
    return this.drawnFrom(this.page).some((value, index) => value !== values[index]);
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.isFirst && this.hasUpdated && this.page.state.frame !== this.#drawn) await nextPaint();
    this.#drawn = this.page.state.frame;
    await super.scheduleUpdate();
  }

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    if (change[0] === undefined) this.asked = true; // by the section itself, such as when it is scrolled
    super.requestUpdate(...change);
  }

  /** When what was dispatched stands in the document: before another key can come, unless a new result waits to be drawn. */
  protected async shown(): Promise<void> {
    await this.closest<LitElement>('inkling-app')?.updateComplete;
    await this.updateComplete;
  }

  // The page's own stylesheet is for all of it, and labels refer to each other across sections.
  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { text } = this.page;
    const open = this.isOpen(this.page);
    const kind = this.name === 'learn' ? undefined : SECTION_FROM[this.name];
    return html`
      <details class="section" id="section-${this.name}" ?open=${open} @toggle=${this.#toggled} data-from=${kind ?? nothing}>
        <summary title=${kind ? text.from[kind] : nothing}>
          <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4" /></svg>
          <h2>${text.sections[this.name]}</h2>
          <span class="summary">${this.summary()}</span>
        </summary>
        ${open ? html`<div class="body"><p class="about">${text.about[this.name]} ${kind ? from(this.page, [kind]) : nothing} ${this.#learn()}</p>${this.body()}</div>` : nothing}
      </details>
    `;
  }

  private isOpen({ state }: Page): boolean {
    return state.view.open.includes(this.name);
  }

  #learn(): TemplateResult | typeof nothing {
    const { name } = this;
    if (name === 'learn') return nothing;
    const { text } = this.page;
    const about = text.learn.about(text.sections[name]);
    const tell = () => this.dispatchEvent(new CustomEvent('learn', { detail: CARD_OF[name], bubbles: true }));
    return html`<button class="link" aria-label=${about} title=${about} @click=${tell}>ⓘ</button>`;
  }

  #toggled(event: Event): void {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== this.isOpen(this.page)) this.page.dispatch({ type: 'toggle', section: this.name, open });
  }
}

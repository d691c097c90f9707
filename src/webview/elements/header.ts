import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { effectiveChoices } from '../../inspection/entropy';
import type { NextTokens } from '../../inspection/next-tokens';
import type { CopyFormat, Frame, FromPage, PanelState } from '../../protocol/panel';
import { type Condition, conditionsOf } from '../model/conditions';
import { stateProgress, stateSentence } from '../model/panel-state';
import { fromField, toField } from '../model/prefix-text';
import { type Provenance, stateFrom } from '../model/provenance';
import { writing } from '../model/writing';
import type { Page } from '../page';
import { setVars } from '../set-vars';
import { conditionSentence } from '../text/condition-sentence';
import { placeOf } from '../text/place';
import type { Text } from '../text/text';
import { from } from './from';

const KEYS = [
  ['parts', 'Tab'],
  ['rows', '↑', '↓', 'Page Up', 'Page Down', 'Home', 'End'],
  ['enter', 'Enter'],
  ['why', '→', '←'],
  ['copy', 'C'],
  ['find', '/'],
  ['positions', '[', ']'],
  ['space', 'Space'],
  ['move', 'Alt+↑', 'Alt+↓'],
  ['pin', 'P'],
  ['follow', 'F'],
  ['stop', 'S'],
  ['help', '?'],
  ['leave', 'Esc'],
] as const satisfies readonly (readonly [what: keyof Text['keys'], ...keys: string[]])[];

/** What is looked at, in what state, and what can be done with it. */
export class InspectorHeader extends LitElement {
  static override readonly properties = { page: { attribute: false } };
  declare page: Page;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { text } = this.page;
    return html`
      <h1 class="hidden">${text.title}</h1>
      <div class="status">${this.#mark()} ${this.#place()} ${this.#line()} ${this.#actions()}</div>
      ${this.#isInLine ? nothing : this.#banner()}
      <div class="prefix-row">${this.#prefix()} ${this.#conditions()}</div>
      ${this.#told()} ${this.page.state.view.keys ? this.#keys() : nothing}
    `;
  }

  #mark(): TemplateResult {
    const { text, state } = this.page;
    const { kind } = state.panel;
    return html`<span class="mark is-${kind}"><i aria-hidden="true"></i>${text.states[kind].mark}</span>`;
  }

  #place(): TemplateResult | typeof nothing {
    const { text, state, format } = this.page;
    if (!state.frame) return nothing;
    const place = placeOf(state.frame.source, text, format);
    const isCounted = state.frame.source.kind === 'document'; // by line and column
    return html`<span class="place" title=${place} data-from=${isCounted ? 'read' : nothing}><bdi>${place}</bdi>${isCounted ? from(this.page, ['read'], 'hidden') : nothing}</span>`;
  }

  /** What comes and goes with every key takes the place of the numbers, so that nothing below is moved by it. */
  get #isInLine(): boolean {
    const { frame, panel } = this.page.state;
    return frame !== undefined && (panel.kind === 'live' || panel.kind === 'stale' || panel.kind === 'reading');
  }

  #line(): TemplateResult | typeof nothing {
    const { state, next } = this.page;
    if (!state.frame || !next) return nothing;
    const says = this.#isInLine && state.panel.kind !== 'live';
    return html`<div class="line ${says ? 'is-saying' : ''}">${this.#numbers(state.frame, next)} ${says ? this.#banner() : nothing}</div>`;
  }

  #numbers({ inspection: { prefilled, timings }, decode }: Frame, next: NextTokens): TemplateResult {
    const { text, state, format } = this.page;
    return html`<span class="numbers">
      ${this.#group('computed', text.header.entropy(format.fixed(next.entropy), format.fixed(effectiveChoices(next.entropy), 1)))}
      ${this.#group(
        'measured',
        html`${text.header.prefill(format.integer(prefilled), format.time(timings.prefill))}
        ${decode ? text.header.decode(format.time(decode.milliseconds / decode.tokens)) : nothing}`,
      )}
      ${state.model ? this.#group('model', `${state.model.name} · ${text.header.vocabulary(format.integer(state.model.vocabulary))}`) : nothing}
    </span>`;
  }

  #group(kind: Provenance, content: unknown): TemplateResult {
    return html`<span class="numbers-${kind}" data-from=${kind} title=${this.page.text.from[kind]}>${content}${from(this.page, [kind], 'hidden')}</span>`;
  }

  #actions(): TemplateResult {
    const { text, state, send, dispatch } = this.page;
    const { header } = text;
    return html`<div class="actions" role="toolbar" aria-label=${text.title}>
      <button aria-pressed=${state.following} @click=${() => send({ type: 'follow', on: !state.following })}>${header.follow}</button>
      <button aria-pressed=${state.pinned} ?disabled=${!state.frame} @click=${() => send({ type: 'pin', on: !state.pinned })}>${header.pin}</button>
      <details class="menu">
        <summary>${header.copy}</summary>
        <div class="menu-items">
          ${this.#copy('markdown', header.copyMarkdown)} ${this.#copy('csv', header.copyCsv)} ${this.#copy('json', header.copyJson)}
          <button ?disabled=${!state.frame} @click=${() => this.#choose({ type: 'save-replay' })}>${header.replay}</button>
          <button @click=${() => this.#choose({ type: 'open-replay' })}>${header.openReplay}</button>
        </div>
      </details>
      <button ?disabled=${!state.frame} @click=${() => send(writing(state, 'text'))}>${header.openAsText}</button>
      <button aria-expanded=${state.view.keys} title=${text.help} aria-label=${text.help}
        @click=${() => dispatch({ type: 'view', changes: { keys: !state.view.keys } })}>?</button>
    </div>`;
  }

  #copy(format: CopyFormat, label: string): TemplateResult {
    return html`<button ?disabled=${!this.page.state.frame}
      @click=${() => this.#choose(writing(this.page.state, format))}>${label}</button>`;
  }

  /** Of the menu, which closes. */
  #choose(message: FromPage): void {
    this.page.send(message);
    this.querySelector<HTMLDetailsElement>('.menu')!.open = false;
  }

  #banner(): TemplateResult | typeof nothing {
    const { text, state, format, send } = this.page;
    const { panel } = state;
    const progress = stateProgress(panel);
    const kind = stateFrom(panel);
    return html`<div class="banner is-${panel.kind}" data-from=${kind ?? nothing}>
      <p>${stateSentence(panel, text, format)}</p>${kind ? from(this.page, [kind], 'hidden') : nothing}
      ${progress === undefined ? nothing : html`<span class="progress" aria-hidden="true" ${setVars({ '--done': progress })}></span>`}
      <span class="banner-actions">
        <button class="primary" @click=${() => this.#act(panel)}>${text.states[panel.kind].action}</button>
        ${
          panel.kind === 'error'
            ? html`<button @click=${() => send({ type: 'copy-text', text: panel.details })}>${text.states.error.details}</button>`
            : nothing
        }
      </span>
    </div>`;
  }

  #act(panel: PanelState): void {
    const message = actionOf(panel);
    if (message) this.page.send(message);
    else this.#toPrefix();
  }

  #toPrefix(): void {
    this.querySelector<HTMLTextAreaElement>('#prefix')?.focus();
  }

  /** Whatever the state, as they are the frame's: so they stay where they are while somebody types. */
  #conditions(): readonly TemplateResult[] {
    const { text, format, state } = this.page;
    return conditionsOf(state.frame).map(
      (condition) => html`<p class="note condition is-${condition.kind}" data-from="read">
        ${conditionSentence(condition, text, format)}${from(this.page, ['read'], 'hidden')}
        <button class="link" @click=${() => this.#help(condition)}>${text.conditions[condition.kind].action}</button>
      </p>`,
    );
  }

  #help({ kind }: Condition): void {
    const { send, dispatch } = this.page;
    switch (kind) {
      case 'truncated':
        dispatch({ type: 'toggle', section: 'context', open: true });
        send({ type: 'look', position: 0 });
        break;
      case 'cursors':
        send({ type: 'leave' });
        break;
      case 'empty':
        this.#toPrefix();
        break;
    }
  }

  /** Hangs below, over the page, which is not moved by it. Screen readers are told by the page's live region. */
  #told(): TemplateResult | typeof nothing {
    const { told } = this.page.state;
    return told ? html`<p class="told">${told.sentence}</p>` : nothing;
  }

  #prefix(): TemplateResult {
    const { text, state, send } = this.page;
    const isText = state.frame?.source.kind === 'text';
    return html`<form class="prefix" @submit=${this.#try}>
      <label class="field grow" title=${text.header.tryKeys}><span class="hidden">${text.header.tryLabel}</span>
        <textarea id="prefix" rows="1" autocomplete="off" spellcheck="false" placeholder=${text.header.tryText} .value=${toField(state.view.text)}
          @keydown=${this.#prefixKey} @paste=${this.#paste}></textarea></label>
      ${
        isText
          ? html`<button type="button" @click=${() => send({ type: 'text', text: undefined })}>${text.header.backToDocument}</button>`
          : nothing
      }
    </form>`;
  }

  /** Not the Enter that ends the writing of a character with an input method. */
  #prefixKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    (event.currentTarget as HTMLTextAreaElement).form!.requestSubmit();
  }

  #paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (!pasted.includes('\r')) return; // of all else the browser takes nothing out
    event.preventDefault();
    const field = event.currentTarget as HTMLTextAreaElement;
    field.setRangeText(toField(pasted), field.selectionStart, field.selectionEnd, 'end');
  }

  #try(event: SubmitEvent): void {
    event.preventDefault();
    const value = fromField(this.querySelector<HTMLTextAreaElement>('#prefix')!.value);
    this.page.dispatch({ type: 'view', changes: { text: value } });
    this.page.send({ type: 'text', text: value === '' ? undefined : value });
  }

  #keys(): TemplateResult {
    const { text, dispatch } = this.page;
    return html`<div class="keys" role="region" aria-label=${text.help}>
      <dl>${KEYS.map(([what, ...keys]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${text.keys[what]}</dd></div>`)}</dl>
      <button @click=${() => dispatch({ type: 'view', changes: { keys: false } })}>${text.close}</button>
    </div>`;
  }
}

/** What the button of a state asks for; undefined where another text is what helps. */
function actionOf({ kind }: PanelState): FromPage | undefined {
  switch (kind) {
    case 'no-editor':
    case 'unsupported':
      return undefined;
    case 'pinned':
      return { type: 'pin', on: false };
    case 'loading':
    case 'reading':
      return { type: 'cancel' };
    case 'live':
    case 'stale':
    case 'paused':
      return { type: 'refresh' };
    case 'no-model':
    case 'cancelled':
    case 'untrusted':
    case 'error':
    case 'no-logits':
      return { type: 'act', kind };
  }
}

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { type ContextToken, contextLines } from '../../inspection/context-lines';
import { toSpell } from '../../inspection/to-spell';
import { hex, plainLabel } from '../../inspection/token-label';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { Frame } from '../../protocol/panel';
import { attentionShown } from '../model/attention';
import { rampStep } from '../model/ramp';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { spoken } from '../text/spoken';
import { token } from '../token';
import { VirtualRows } from '../virtual-rows';
import { healing } from './healing';

interface Lines {
  readonly ids: Int32Array;
  readonly lines: readonly (readonly ContextToken[])[];
}

/** The tokens that the model reads, in the document's lines. */
export class ContextSection extends Section {
  protected readonly name = 'context';
  #lines: Lines | undefined;
  #active = 0; // position on which the keys are
  #revealed: { readonly position: number; readonly line: number; readonly list: Element | null } | undefined; // what was scrolled to last
  #weights: Float64Array | undefined;
  readonly #rows = new VirtualRows(this, {
    scroller: () => this.querySelector('.context-scroll'),
    count: () => this.#lines?.lines.length ?? 0,
    height: 28,
    overscan: 2,
  });

  protected override willUpdate(): void {
    const { frame, vocabulary } = this.page.state;
    const ids = frame?.inspection.ids;
    if (!ids || !vocabulary || ids === this.#lines?.ids) return;
    this.#lines = { ids, lines: contextLines(ids, vocabulary) };
    this.#active = frame.inspection.position;
  }

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { frame, vocabulary, extras, view } = state;
    return [frame, vocabulary, extras, view.tokens, view.marks, view.layer, view.head, view.heal];
  }

  protected override summary(): string {
    const { text, format, state } = this.page;
    const { frame } = state;
    if (!frame) return '';
    const { ids, reused, prefilled } = frame.inspection;
    return text.context.summary(format.integer(ids.length), format.integer(reused), format.integer(prefilled));
  }

  protected override body(): TemplateResult {
    const { text, state } = this.page;
    const { frame, vocabulary } = state;
    if (!frame || !vocabulary || !this.#lines) return html`<p class="empty">${text.notes.waiting}</p>`;
    this.#weights = state.view.marks ? attentionShown(state) : undefined;
    return html`${this.#tools(frame)} ${this.#notes(frame, vocabulary)} ${healing(this.page, frame, vocabulary)} ${this.#list(frame, vocabulary, this.#lines)}`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const inspection = this.page.state.frame?.inspection;
    if (!changed.has('page') || !inspection) return;
    const list = this.querySelector('.context-scroll');
    const { position } = inspection;
    const line = this.#lineOf(position);
    const { position: before, line: shown, list: scrolled } = this.#revealed ?? {};
    // While somebody types on one line there is nowhere to scroll to, and asking lays the page out once more.
    const isTyped = line === shown && position === inspection.ids.length - 1;
    if (list === scrolled && (isTyped || position === before)) return;
    this.#revealed = { position, line, list };
    this.#rows.reveal(line);
  }

  #tools({ inspection }: Frame): TemplateResult {
    const { text, state, dispatch, send } = this.page;
    return html`
      <div class="tools">
        <fieldset class="choice">
          <legend>${text.context.form}</legend>
          ${(['text', 'ids', 'bytes'] as const).map(
            (tokens) => html`<label><input type="radio" name="tokens" .checked=${state.view.tokens === tokens}
              @change=${() => dispatch({ type: 'view', changes: { tokens } })} /><span>${text.context.forms[tokens]}</span></label>`,
          )}
        </fieldset>
        <p class="legend">
          <span><i class="swatch reused"></i>${text.context.reused}</span>
          <span><i class="swatch fresh"></i>${text.context.fresh}</span>
        </p>
        ${
          inspection.position === inspection.ids.length - 1
            ? nothing
            : html`<button class="link" @click=${() => send({ type: 'look', position: undefined })}>${text.notes.atCursor}</button>`
        }
      </div>
    `;
  }

  #notes({ source, inspection }: Frame, vocabulary: Vocabulary): TemplateResult {
    const { text, format, state } = this.page;
    const { ids, position, healed } = inspection;
    const spelled = toSpell(inspection, vocabulary);
    const notes = [
      ...(source.kind === 'replay' ? (source.differences.length > 0 ? source.differences : [text.notes.same]) : []),
      position === ids.length - 1 ? undefined : text.notes.elsewhere(format.integer(position)),
      spelled.length > 0 ? text.notes.healed(vocabulary.quote(spelled)) : undefined,
    ].filter((note) => note !== undefined);
    return html`${notes.map((note) => html`<p class="note">${note}</p>`)}
      ${
        source.kind === 'suggestion' || (state.view.heal && healed.length === 0)
          ? nothing
          : html`<label class="check"><input type="checkbox" .checked=${state.view.heal} @change=${this.#heal} />${text.notes.heal}</label>`
      }`;
  }

  #heal(event: Event): void {
    const on = (event.currentTarget as HTMLInputElement).checked;
    this.page.dispatch({ type: 'view', changes: { heal: on } });
    this.page.send({ type: 'heal', on });
  }

  #list(frame: Frame, vocabulary: Vocabulary, { lines }: Lines): TemplateResult {
    const { text } = this.page;
    const { items } = this.#rows;
    const [first] = items;
    return html`
      <div class="context-scroll" role="listbox" tabindex="0" aria-label=${text.context.label} aria-activedescendant="token-${this.#active}"
        @keydown=${this.#key}>
        <div class="grid-space" role="presentation" ${setVars({ '--size': `${this.#rows.size}px` })}>
          <div class="context-lines" role="presentation" ${setVars({ '--y': `${first?.start ?? 0}px` })}>
            ${repeat(
              items,
              ({ index }) => index,
              ({ index }) => html`<div class="context-line" role="presentation" data-index=${index} ${ref(this.#rows.measure)}>
                ${lines[index]?.map((one) => this.#chip(one, frame, vocabulary))}
              </div>`,
            )}
          </div>
        </div>
      </div>
    `;
  }

  #chip({ position, id, joined }: ContextToken, { inspection }: Frame, vocabulary: Vocabulary): TemplateResult {
    const { text, format, state } = this.page;
    const { ids, reused } = inspection;
    const label = vocabulary.label(id);
    const weight = this.#weights?.[position];
    const fresh = position >= reused;
    const classes = [
      'chip',
      fresh ? 'is-fresh' : 'is-reused',
      position === inspection.position ? 'is-here' : '',
      position === this.#active ? 'is-active' : '',
      weight === undefined ? '' : `ramp-${rampStep(weight)}`,
    ].join(' ');
    const extra = [
      joined && text.context.joined(spoken(joined, text)),
      weight === undefined ? '' : text.context.attended(format.percent(weight)),
    ];
    const name = [text.context.token(format.integer(position), spoken(label, text), String(id)), ...extra].filter(Boolean).join(', ');
    const shown =
      state.view.tokens === 'text' ? token(label) : html`<code>${state.view.tokens === 'ids' ? id : hex(vocabulary.bytes(id))}</code>`;
    return html`${
      position === reused && reused > 0 ? html`<span class="boundary" aria-hidden="true" title=${text.context.boundary}></span>` : nothing
    }<span class=${classes} role="option" id="token-${position}" aria-selected=${position === inspection.position} aria-setsize=${ids.length}
      aria-posinset=${position + 1} aria-label=${name} title=${name} @click=${() => this.#look(position)}
      >${shown}${joined === undefined ? nothing : html`<span class="joined" data-text=${plainLabel(joined)}></span>`}</span>`;
  }

  #key(event: KeyboardEvent): void {
    const last = (this.#lines?.ids.length ?? 1) - 1;
    const line = this.#lineOf(this.#active);
    const to: Readonly<Record<string, () => number>> = {
      ArrowRight: () => this.#active + 1,
      ArrowLeft: () => this.#active - 1,
      ArrowDown: () => this.#inLine(line + 1),
      ArrowUp: () => this.#inLine(line - 1),
      PageDown: () => this.#inLine(line + this.#rows.inView),
      PageUp: () => this.#inLine(line - this.#rows.inView),
      Home: () => 0,
      End: () => last,
    };
    const target = to[event.key];
    if (target) {
      this.#active = Math.min(last, Math.max(0, target()));
      this.#rows.reveal(this.#lineOf(this.#active));
      this.requestUpdate();
    } else if (event.key === 'Enter' || event.key === ' ') this.#look(this.#active);
    else return;
    event.preventDefault();
  }

  #look(position: number): void {
    const { ids } = this.page.state.frame!.inspection;
    this.#active = position;
    this.page.send({ type: 'look', position: position === ids.length - 1 ? undefined : position });
    this.requestUpdate();
  }

  #lineOf(position: number): number {
    return Math.max(0, this.#lines?.lines.findIndex((line) => line.at(-1)!.position >= position) ?? 0);
  }

  #inLine(index: number): number {
    const lines = this.#lines?.lines ?? [];
    return lines[Math.min(lines.length - 1, Math.max(0, index))]?.[0]?.position ?? 0;
  }
}

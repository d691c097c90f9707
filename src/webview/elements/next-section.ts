import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NextTokens } from '../../inspection/next-tokens';
import type { Outcome } from '../../inspection/outcome';
import { sumOf, tailOf } from '../../inspection/tail';
import type { Vocabulary } from '../../inspection/vocabulary';
import { barLength, gridRows, ROWS, rowsOf } from '../model/grid';
import { rowText } from '../model/row-text';
import type { View } from '../model/state';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { spoken } from '../text/spoken';
import { verdict } from '../text/verdict';
import { token } from '../token';
import { VirtualRows } from '../virtual-rows';
import { why } from './why';

const FOUND = 8;

interface Data {
  readonly next: NextTokens;
  readonly outcome: Outcome;
  readonly vocabulary: Vocabulary;
}

/** The whole vocabulary by rank, before and after the settings. */
export class NextSection extends Section {
  protected readonly name = 'next';
  protected override readonly isFirst = true;
  #revealed = 1;
  readonly #rows = new VirtualRows(this, {
    scroller: () => this.querySelector('.grid'),
    count: () => this.#count,
    height: heightOf,
    head: heightOf,
    overscan: 3,
    active: () => this.page.state.view.rank - 1,
  });

  protected override drawnFrom({ next, outcome, state }: Page): readonly unknown[] {
    const { vocabulary, view } = state;
    return [next, outcome, vocabulary, view.scale, view.whole, view.rank, view.why, view.find];
  }

  protected override summary(): string | TemplateResult {
    const { format } = this.page;
    const data = this.#data;
    if (!data) return '';
    const first = data.next.at(1);
    return html`${token(data.vocabulary.label(first))} ${format.percent(data.next.mixed[first]!)}`;
  }

  protected override body(): TemplateResult {
    const data = this.#data;
    const { text } = this.page;
    if (!data) return html`<p class="empty">${text.notes.waiting}</p>`;
    return html`
      ${this.#tools(data)} ${this.#memory(data.next)} ${this.#grid(data)} ${this.#why(data)}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { rank } = this.page.state.view;
    if (rank === this.#revealed) return;
    this.#revealed = rank;
    this.#rows.reveal(rank - 1);
  }

  get #data(): Data | undefined {
    const { next, outcome, state } = this.page;
    return next && outcome && state.vocabulary ? { next, outcome, vocabulary: state.vocabulary } : undefined;
  }

  get #count(): number {
    const { outcome, state } = this.page;
    return outcome ? gridRows(outcome, state.view) + (state.view.whole ? 0 : 1) : 0;
  }

  #tools({ next, vocabulary }: Data): TemplateResult {
    const { text, state, format } = this.page;
    const { find } = state.view;
    if (find !== '') next.rankAll();
    const found = vocabulary.find(find, FOUND, (id) => next.rank(id));
    return html`
      <div class="tools">
        <label class="field grow">
          <span class="hidden">${text.next.findLabel}</span>
          <input type="search" id="find" autocomplete="off" spellcheck="false" placeholder=${text.next.find} .value=${find}
            @input=${(event: InputEvent) => this.#show({ find: (event.currentTarget as HTMLInputElement).value })}
            @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && found[0] !== undefined && this.#go(next.rank(found[0]))} />
        </label>
        <fieldset class="choice">
          <legend>${text.next.scale}</legend>
          ${(['linear', 'log'] as const).map(
            (scale) => html`<label><input type="radio" name="scale" .checked=${state.view.scale === scale}
              @change=${() => this.#show({ scale })} /><span>${text.next.scales[scale]}</span></label>`,
          )}
        </fieldset>
        ${this.#legend()}
      </div>
      ${
        find === ''
          ? nothing
          : html`<ul class="found" aria-label=${text.next.found}>
              ${found.map(
                (id) => html`<li><button class="chip" @click=${() => this.#go(next.rank(id))}>
                  ${token(vocabulary.label(id))} <span class="quiet">#${id}</span> ${text.next.atRank(format.integer(next.rank(id)))}
                </button></li>`,
              )}
              ${found.length === 0 ? html`<li class="empty">${text.next.nothing}</li>` : nothing}
            </ul>`
      }
    `;
  }

  #legend(): TemplateResult {
    const { legend } = this.page.text.next;
    const memory = this.page.next?.memory;
    return html`<p class="legend">
      <span><i class="swatch model"></i>${legend.model}</span>
      ${memory ? html`<span><i class="swatch memory"></i>${legend.memory}</span>` : nothing}
      <span><i class="swatch final"></i>${legend.final}</span>
      <span><i class="swatch cut"></i>${legend.cut}</span>
    </p>`;
  }

  #memory({ memory }: NextTokens): TemplateResult | typeof nothing {
    const { text, format } = this.page;
    if (!memory) return nothing;
    return html`<p class="note">${text.next.memory(format.percent(memory.share), format.integer(memory.match))}</p>`;
  }

  #grid(data: Data): TemplateResult {
    const { text, state } = this.page;
    const { columns } = text.next;
    const count = this.#count;
    const { items, height } = this.#rows;
    const isNarrow = height === ROWS.narrow.height;
    const { memory } = data.next;
    const active = Math.min(state.view.rank, count);
    return html`
      <div class="grid next ${isNarrow ? 'is-narrow' : ''} ${memory ? 'has-memory' : ''}" role="grid" tabindex="0" aria-label=${text.next.label}
        ${setVars({ '--row': `${height}px`, '--rows': Math.min(count, ROWS[isNarrow ? 'narrow' : 'wide'].inView) })}
        aria-rowcount=${count + 1} aria-colcount=${memory ? 9 : 8}
        aria-activedescendant="row-${active}" @keydown=${(event: KeyboardEvent) => this.#key(event, data)}>
        <div class="grid-head" role="rowgroup">
          <div class="row head ${memory ? 'has-part' : ''}" role="row" aria-rowindex="1">
            <span role="columnheader" class="rank">${columns.rank}</span>
            <span role="columnheader" class="name">${columns.token}</span>
            <span role="columnheader" class="number id">${columns.id}</span>
            <span role="columnheader" class="number logit">${columns.logit}</span>
            <span role="columnheader" class="bars" aria-hidden="true"></span>
            <span role="columnheader" class="number model">${columns.model}</span>
            ${memory ? html`<span role="columnheader" class="number from-memory">${columns.memory}</span>` : nothing}
            <span role="columnheader" class="number final">${columns.final}</span>
            <span role="columnheader" class="number sum">${columns.cumulative}</span>
            <span role="columnheader" class="verdict">${columns.verdict}</span>
          </div>
        </div>
        <div class="grid-rows" role="rowgroup">
          <div class="grid-space" role="presentation" ${setVars({ '--size': `${this.#rows.size}px` })}>
            ${repeat(
              items,
              ({ index }) => index,
              ({ index, start }) =>
                index === gridRows(data.outcome, state.view)
                  ? this.#tail(data, index, start, active)
                  : this.#row(data, index + 1, start, active),
            )}
          </div>
        </div>
      </div>
    `;
  }

  #row({ next, outcome, vocabulary }: Data, rank: number, top: number, active: number): TemplateResult {
    const { text, format } = this.page;
    const id = next.at(rank);
    const label = vocabulary.label(id);
    const memory = next.fromMemory(id);
    const classes = `row ${outcome.isKept(id) ? 'is-kept' : 'is-cut'} ${memory > 0 ? 'has-part' : ''} ${rank === active ? 'is-active' : ''}`;
    return html`
      <div class=${classes} role="row" id="row-${rank}" aria-rowindex=${rank + 1} aria-selected=${rank === active}
        ${setVars({ '--y': `${top}px` })} @click=${() => this.#show({ rank })} @dblclick=${() => this.#insert(id)}>
        <span role="gridcell" class="rank number">${format.integer(rank)}</span>
        <span role="gridcell" class="name" aria-label=${spoken(label, text)} title=${text.next.insert(spoken(label, text))}
          @click=${(event: MouseEvent) => this.#take(event, id)} @dblclick=${(event: MouseEvent) => event.stopPropagation()}>${token(label)}</span>
        <span role="gridcell" class="number id">${id}</span>
        <span role="gridcell" class="number logit">${format.fixed(next.logits[id]!, 1)}</span>
        ${this.#bars(next.mixed[id]!, memory, outcome.final(id))}
        <span role="gridcell" class="number model">${format.percent(next.model[id]!)}</span>
        ${this.#fromMemory(next, memory)}
        <span role="gridcell" class="number final">${format.percent(outcome.final(id))}</span>
        <span role="gridcell" class="number sum">${format.percent(sumOf(next, rank))}</span>
        <span role="gridcell" class="verdict">${this.#verdict(outcome, id)}</span>
      </div>
    `;
  }

  /** What the model says with what memory adds to it, and under it what is drawn from. */
  #bars(mixed: number, memory: number, final: number): TemplateResult {
    const { scale } = this.page.state.view;
    return html`<span class="bars" aria-hidden="true" ${setVars({
      '--own': barLength(mixed - memory, scale),
      '--mixed': barLength(mixed, scale),
      '--final': barLength(final, scale),
    })}><i class="model"></i>${memory > 0 ? html`<i class="memory"></i>` : nothing}<i class="final"></i></span>`;
  }

  #fromMemory({ memory }: NextTokens, part: number): TemplateResult | typeof nothing {
    if (!memory) return nothing;
    return html`<span role="gridcell" class="number from-memory">${part > 0 ? this.page.format.percent(part) : ''}</span>`;
  }

  #tail({ next, outcome }: Data, index: number, top: number, active: number): TemplateResult {
    const { text, format } = this.page;
    const { model, mixed, memory, final } = tailOf(outcome, index);
    const row = index + 1;
    return html`
      <div class="row tail ${final > 0 ? '' : 'is-cut'} ${row === active ? 'is-active' : ''}" role="row" id="row-${row}" aria-rowindex=${row + 1} aria-selected=${row === active}
        ${setVars({ '--y': `${top}px` })} @click=${() => this.#show({ whole: true })}>
        <span role="gridcell" class="rank">…</span>
        <span role="gridcell" class="name others" aria-colspan="3">${text.next.tail(format.integer(next.size - index))}<u>${text.next.showAll}</u></span>
        ${this.#bars(mixed, memory, final)}
        <span role="gridcell" class="number model">${format.percent(model)}</span>
        ${this.#fromMemory(next, memory)}
        <span role="gridcell" class="number final">${format.percent(final)}</span>
        <span role="gridcell" class="number sum">${format.percent(1)}</span>
        <span role="gridcell" class="verdict"></span>
      </div>
    `;
  }

  #why({ outcome, vocabulary, next }: Data): TemplateResult | typeof nothing {
    const { state } = this.page;
    const { rank } = state.view;
    if (rank > next.size || (!state.view.whole && rank > gridRows(outcome, state.view))) return nothing;
    const id = next.at(rank);
    return why(this.page, { outcome, id, label: vocabulary.label(id) }, () => this.#insert(id));
  }

  #key(event: KeyboardEvent, data: Data): void {
    const { view } = this.page.state;
    const { rank } = view;
    const count = this.#count;
    const page = this.#rows.inView;
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: rank + 1,
      ArrowUp: rank - 1,
      PageDown: rank + page,
      PageUp: rank - page,
      Home: 1,
      End: count,
    };
    const target = to[event.key];
    if (target !== undefined) this.#show({ rank: Math.min(count, Math.max(1, target)) });
    else if (isPlain && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) this.#show({ why: event.key === 'ArrowRight' });
    else if (event.key === 'Enter' && rank > gridRows(data.outcome, view)) this.#show({ whole: true });
    else if (event.key === 'Enter') this.#insert(data.next.at(rank));
    else if (isPlain && event.key.toLowerCase() === 'c' && rank <= gridRows(data.outcome, view)) this.#copy(data, rank);
    else return;
    event.preventDefault();
  }

  #go(rank: number): void {
    const { outcome, state } = this.page;
    const whole = state.view.whole || (outcome !== undefined && rank > gridRows(outcome, state.view));
    this.#show({ rank, whole });
  }

  /** Once, also by a double click. */
  #take(event: MouseEvent, id: number): void {
    event.stopPropagation();
    if (event.detail <= 1) this.#insert(id);
  }

  #copy({ outcome, vocabulary, next }: Data, rank: number): void {
    const said = this.#verdict(outcome, next.at(rank));
    this.page.send({ type: 'copy-text', text: rowText(rank, outcome, vocabulary, said) });
  }

  #insert(id: number): void {
    this.page.send({ type: 'insert', ids: [id] });
  }

  #verdict(outcome: Outcome, id: number): string {
    const { text, format } = this.page;
    const cut = outcome.cut(id);
    return cut ? verdict(cut.cut, text, format) : text.next.kept;
  }

  #show(changes: Partial<View>): void {
    this.page.dispatch({ type: 'view', changes });
  }
}

const heightOf = (width: number) => ROWS[rowsOf(width)].height;

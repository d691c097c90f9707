import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formula } from '../../inspection/formula';
import type { NextTokens } from '../../inspection/next-tokens';
import type { Outcome } from '../../inspection/outcome';
import type { Vocabulary } from '../../inspection/vocabulary';
import { barLength, gridRows } from '../model/grid';
import type { View } from '../model/state';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { spoken } from '../text/spoken';
import { verdict } from '../text/verdict';
import { token } from '../token';
import { VirtualRows } from '../virtual-rows';

const ROW = 26; // pixels, as in the stylesheet
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
    height: ROW,
    head: ROW,
    overscan: 3,
  });

  protected override drawnFrom({ next, outcome, state }: Page): readonly unknown[] {
    const { vocabulary, view } = state;
    return [next, outcome, vocabulary, view.scale, view.whole, view.rank, view.find];
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
    const { items } = this.#rows;
    const active = Math.min(state.view.rank, count);
    return html`
      <div class="grid" ${setVars({ '--rows': Math.min(count, 14) })} role="grid" tabindex="0" aria-label=${text.next.label} aria-rowcount=${count + 1} aria-colcount="8"
        aria-activedescendant="row-${active}" @keydown=${(event: KeyboardEvent) => this.#key(event, data)}>
        <div class="grid-head" role="rowgroup">
          <div class="row head" role="row" aria-rowindex="1">
            <span role="columnheader" class="rank">${columns.rank}</span>
            <span role="columnheader" class="name">${columns.token}</span>
            <span role="columnheader" class="number id">${columns.id}</span>
            <span role="columnheader" class="number logit">${columns.logit}</span>
            <span role="columnheader" class="bars" aria-hidden="true"></span>
            <span role="columnheader" class="number model">${columns.model}</span>
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
    const { text, format, state } = this.page;
    const { scale } = state.view;
    const id = next.at(rank);
    const label = vocabulary.label(id);
    const cut = outcome.cut(id);
    const mixed = next.mixed[id]!;
    const memory = next.fromMemory(id);
    const own = mixed - memory;
    const classes = `row ${cut ? 'is-cut' : 'is-kept'} ${rank === active ? 'is-active' : ''}`;
    return html`
      <div class=${classes} role="row" id="row-${rank}" aria-rowindex=${rank + 1} aria-selected=${rank === active}
        ${setVars({ '--y': `${top}px` })} @click=${() => this.#show({ rank })} @dblclick=${() => this.#insert(id)}>
        <span role="gridcell" class="rank number">${format.integer(rank)}</span>
        <span role="gridcell" class="name" aria-label=${spoken(label, text)} title=${text.next.insert(spoken(label, text))}
          @click=${(event: Event) => this.#take(event, id)}>${token(label)}</span>
        <span role="gridcell" class="number id">${id}</span>
        <span role="gridcell" class="number logit">${format.fixed(next.logits[id]!, 1)}</span>
        <span class="bars" aria-hidden="true" ${setVars({
          '--own': barLength(own, scale),
          '--mixed': barLength(mixed, scale),
          '--final': barLength(outcome.final(id), scale),
        })}><i class="model"></i>${memory > 0 ? html`<i class="memory"></i>` : nothing}<i class="final"></i></span>
        <span role="gridcell" class="number model">${format.percent(next.model[id]!)}</span>
        <span role="gridcell" class="number final">${format.percent(outcome.final(id))}</span>
        <span role="gridcell" class="number sum">${format.percent(Math.min(1, next.cumulative(rank)))}</span>
        <span role="gridcell" class="verdict">${cut ? verdict(cut.cut, text, format) : text.next.kept}</span>
      </div>
    `;
  }

  #tail({ next, outcome }: Data, index: number, top: number, active: number): TemplateResult {
    const { text, format, state } = this.page;
    const mass = Math.max(0, 1 - next.cumulative(index));
    const final = index >= outcome.kept ? 0 : Math.max(0, 1 - outcome.finalOf(index));
    const row = index + 1;
    const { scale } = state.view;
    return html`
      <div class="row tail ${final > 0 ? '' : 'is-cut'} ${row === active ? 'is-active' : ''}" role="row" id="row-${row}" aria-rowindex=${row + 1} aria-selected=${row === active}
        ${setVars({ '--y': `${top}px` })} @click=${() => this.#show({ whole: true })}>
        <span role="gridcell" class="rank">…</span>
        <span role="gridcell" class="name others">${text.next.tail(format.integer(next.size - index))}<u>${text.next.showAll}</u></span>
        <span class="bars" aria-hidden="true" ${setVars({ '--own': barLength(mass, scale), '--mixed': barLength(mass, scale), '--final': barLength(final, scale) })}>
          <i class="model"></i><i class="final"></i></span>
        <span role="gridcell" class="number model">${format.percent(mass)}</span>
        <span role="gridcell" class="number final">${format.percent(final)}</span>
        <span role="gridcell" class="number sum">${format.percent(1)}</span>
        <span role="gridcell" class="verdict"></span>
      </div>
    `;
  }

  #why(data: Data): TemplateResult | typeof nothing {
    const { text, format, state } = this.page;
    const { next, outcome, vocabulary } = data;
    if (state.view.rank > next.size || (!state.view.whole && state.view.rank > gridRows(outcome, state.view))) return nothing;
    const id = next.at(state.view.rank);
    const label = vocabulary.label(id);
    const cut = outcome.cut(id);
    return html`
      <div class="why" id="why">
        <h3>${text.next.why} ${token(label)} <span class="quiet">#${id}</span>
          <span class="verdict-long">${cut ? verdict(cut.cut, text, format) : text.next.kept}</span>
          <button class="link" @click=${() => this.#insert(id)}>${text.next.insertIt}</button>
        </h3>
        <ol class="formula">
          ${formula(outcome, id, format.locale).map(
            ({ step, expression, result }) =>
              html`<li><span class="step">${text.formula[step]}</span><code>${expression}</code><b>${result}</b></li>`,
          )}
        </ol>
      </div>
    `;
  }

  #key(event: KeyboardEvent, data: Data): void {
    const { rank } = this.page.state.view;
    const count = this.#count;
    const page = this.#rows.inView;
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
    else if (event.key === 'Enter' && rank > gridRows(data.outcome, this.page.state.view)) this.#show({ whole: true });
    else if (event.key === 'Enter') this.#insert(data.next.at(rank));
    else return;
    event.preventDefault();
  }

  #go(rank: number): void {
    const { outcome, state } = this.page;
    const whole = state.view.whole || (outcome !== undefined && rank > gridRows(outcome, state.view));
    this.#show({ rank, whole });
  }

  #take(event: Event, id: number): void {
    event.stopPropagation();
    this.#insert(id);
  }

  #insert(id: number): void {
    this.page.send({ type: 'insert', ids: [id] });
  }

  #show(changes: Partial<View>): void {
    this.page.dispatch({ type: 'view', changes });
  }
}

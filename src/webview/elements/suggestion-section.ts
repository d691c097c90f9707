import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { likeliestOthers } from '../../inspection/others';
import { positionOf } from '../../inspection/suggestion';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { Inspection, PathStep } from '../../protocol/inspection';
import type { Source } from '../../protocol/panel';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { spoken } from '../text/spoken';
import { token } from '../token';
import { VirtualRows } from '../virtual-rows';

const ROW = 26; // pixels, as in the stylesheet
const MOST_IN_VIEW = 12;

type Suggestion = Extract<Source, { readonly kind: 'suggestion' }>;

/** A suggestion token by token: how likely each was, what else was, with which number it was drawn, and what ended it. */
export class SuggestionSection extends Section {
  protected readonly name = 'suggestion';
  #active = 0; // row on which the keys are
  readonly #rows = new VirtualRows(this, {
    scroller: () => this.querySelector('.grid'),
    count: () => this.#steps.length,
    height: ROW,
    head: ROW,
    overscan: 6,
  });

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    return [state.frame, state.vocabulary, state.view.open];
  }

  protected override summary(): string {
    const { text, format } = this.page;
    const source = this.#source;
    return source ? text.suggestion.summary(format.integer(source.kept), format.integer(source.tokens.length)) : '';
  }

  protected override body(): TemplateResult {
    const { state, text } = this.page;
    const source = this.#source;
    if (!source || !state.frame || !state.vocabulary) return html``;
    const notes = [...(source.drawn ? [text.suggestion.drawn(String(source.drawn.seed))] : []), ...source.ending];
    return html`${this.#grid(source, state.frame.inspection, state.vocabulary)} ${notes.map((sentence) => html`<p class="note">${sentence}</p>`)}`;
  }

  get #source(): Suggestion | undefined {
    const source = this.page.state.frame?.source;
    return source?.kind === 'suggestion' ? source : undefined;
  }

  get #steps(): readonly PathStep[] {
    return this.page.state.frame?.inspection.steps ?? [];
  }

  #grid({ kept, drawn }: Suggestion, inspection: Inspection, vocabulary: Vocabulary): TemplateResult {
    const { text } = this.page;
    const { next, suggestion } = text;
    const count = this.#steps.length;
    const here = inspection.position - positionOf(0, inspection);
    const draws = drawn ? [suggestion.draw] : [];
    const columns = [next.columns.token, suggestion.probability, next.columns.rank, suggestion.memory, ...draws, suggestion.others];
    return html`<div class="grid steps ${drawn ? 'has-draws' : ''}" ${setVars({ '--rows': Math.min(count, MOST_IN_VIEW) })} role="grid" tabindex="0" aria-label=${suggestion.label}
      aria-rowcount=${count + 1} aria-colcount=${columns.length} aria-activedescendant="step-${this.#active}" @keydown=${this.#key}>
      <div class="grid-head" role="rowgroup"><div class="row head" role="row" aria-rowindex="1">
        ${columns.map((name, index) => html`<span role="columnheader" class=${index % (columns.length - 1) === 0 ? '' : 'number'}>${name}</span>`)}
      </div></div>
      <div class="grid-rows" role="rowgroup"><div class="grid-space" role="presentation" ${setVars({ '--size': `${this.#rows.size}px` })}>
        ${repeat(
          this.#rows.items,
          ({ index }) => index,
          ({ index, start }) =>
            this.#row(index, start, { isKept: index < kept, isHere: index === here, number: drawn?.numbers[index] }, vocabulary),
        )}
      </div></div>
    </div>`;
  }

  #row(
    index: number,
    top: number,
    { isKept, isHere, number }: { readonly isKept: boolean; readonly isHere: boolean; readonly number: number | undefined },
    vocabulary: Vocabulary,
  ): TemplateResult {
    const { text, format } = this.page;
    const step = this.#steps[index]!;
    const label = vocabulary.label(step.id);
    const classes = `row ${isKept ? '' : 'is-cut'} ${index === this.#active ? 'is-active' : ''}`;
    return html`<div class=${classes} role="row" id="step-${index}" aria-rowindex=${index + 2} aria-selected=${isHere}
      ${setVars({ '--y': `${top}px` })} @click=${() => this.#look(index)}>
      <span role="gridcell" class="name" aria-label=${spoken(label, text)}>${token(label)}${isKept ? nothing : html` <span class="quiet">${text.suggestion.hidden}</span>`}</span>
      <span role="gridcell" class="number final">${format.percent(Math.exp(step.chosen))}</span>
      <span role="gridcell" class="number">${format.integer(step.rank)}</span>
      <span role="gridcell" class="number">${step.memory ? format.percent(step.memory.share) : ''}</span>
      ${number === undefined ? nothing : html`<span role="gridcell" class="number">${format.fixed(number, 3)}</span>`}
      <span role="gridcell" class="verdict">${likeliestOthers(step).map(
        ({ id, logprob }) => html`${token(vocabulary.label(id))} ${format.percent(Math.exp(logprob))} `,
      )}</span>
    </div>`;
  }

  #key(event: KeyboardEvent): void {
    const last = this.#steps.length - 1;
    const to: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + this.#rows.inView,
      PageUp: this.#active - this.#rows.inView,
      Home: 0,
      End: last,
    };
    const target = to[event.key];
    if (target !== undefined) {
      this.#active = Math.min(last, Math.max(0, target));
      this.#rows.reveal(this.#active);
      this.requestUpdate();
    } else if (event.key === 'Enter' || event.key === ' ') this.#look(this.#active);
    else return;
    event.preventDefault();
  }

  #look(index: number): void {
    this.#active = index;
    this.page.send({ type: 'look', position: positionOf(index, this.page.state.frame!.inspection) });
    this.requestUpdate();
  }
}

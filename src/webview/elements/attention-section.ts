import { html, type TemplateResult } from 'lit';
import { attentionOf, mostAttended } from '../../inspection/attention';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { AttentionWeights } from '../../protocol/inspection';
import { rampStep } from '../model/ramp';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { token } from '../token';
import { costly } from './costly';

const MOST = 20;
const STEPS = [1, 2, 3, 4, 5, 6];

/** Where the position looks: the weights by token, of one layer and head or the mean over them. */
export class AttentionSection extends Section {
  protected readonly name = 'attention';

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { frame, model, vocabulary, extras, wanted, view } = state;
    return [frame, model, vocabulary, extras, wanted, view.marks, view.layer, view.head];
  }

  protected override summary(): string {
    const { text, state } = this.page;
    if (!state.extras.attention) return '';
    const { layer, head } = state.view;
    if (layer === undefined && head === undefined) return text.attention.mean;
    return text.attention.summary(
      `${text.attention.layer} ${layer === undefined ? text.attention.mean : layer + 1}`,
      `${text.attention.head} ${head === undefined ? text.attention.mean : head + 1}`,
    );
  }

  protected override body(): TemplateResult {
    const { state } = this.page;
    const { extras, vocabulary, frame } = state;
    if (!vocabulary || !frame) return html`<p class="empty">${this.page.text.notes.waiting}</p>`;
    if (!extras.attention) return costly(this.page, ['attention']);
    return html`${this.#tools(extras.attention)} ${this.#list(extras.attention, frame.inspection.ids, vocabulary)}`;
  }

  #tools({ layers, heads }: AttentionWeights): TemplateResult {
    const { text, state, dispatch } = this.page;
    const { layer, head, marks } = state.view;
    const choice = (name: 'layer' | 'head', count: number, value: number | undefined) => html`<label class="inline">${text.attention[name]}
      <select id="attention-${name}" @change=${(event: Event) => this.#choose(name, (event.currentTarget as HTMLSelectElement).value)}>
        <option value="" ?selected=${value === undefined}>${text.attention.mean}</option>
        ${Array.from({ length: count }, (_, index) => html`<option value=${index} ?selected=${value === index}>${index + 1}</option>`)}
      </select></label>`;
    return html`<div class="tools">
      ${choice('layer', layers, layer)} ${choice('head', heads, head)}
      <label class="check"><input type="checkbox" .checked=${marks}
        @change=${(event: Event) => dispatch({ type: 'view', changes: { marks: (event.currentTarget as HTMLInputElement).checked } })} />${text.attention.marks}</label>
      <span class="ramp" role="img" aria-label=${text.attention.ramp}>${STEPS.map((step) => html`<i class="ramp-${step}"></i>`)}</span>
    </div>`;
  }

  #list(attention: AttentionWeights, ids: Int32Array, vocabulary: Vocabulary): TemplateResult {
    const { text, format, state, send } = this.page;
    const weights = attentionOf(attention, state.view.layer, state.view.head);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const most = mostAttended(weights, MOST);
    const largest = most[0]?.weight || 1;
    return html`<p class="quiet">${text.attention.sum(format.fixed(sum), format.integer(weights.length))}</p>
      <ol class="ranking" aria-label=${text.attention.list}>
        ${most.map(
          ({ position, weight }) => html`<li>
            <button class="chip ramp-${rampStep(weight)}" @click=${() => send({ type: 'look', position })}>${token(vocabulary.label(ids[position]!))}</button>
            <span class="quiet">${text.attention.position(format.integer(position))}</span>
            <span class="bar" aria-hidden="true" ${setVars({ '--share': weight / largest })}><i></i></span>
            <span class="number">${format.percent(weight)}</span>
          </li>`,
        )}
      </ol>`;
  }

  #choose(name: 'layer' | 'head', value: string): void {
    const { [name]: _, ...view } = this.page.state.view;
    this.page.dispatch({ type: 'replace-view', view: value === '' ? view : { ...view, [name]: Number(value) } });
  }
}

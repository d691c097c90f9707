import { html, nothing, type TemplateResult } from 'lit';
import { settlesAt } from '../../inspection/layers';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { Inspection } from '../../protocol/inspection';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { token } from '../token';
import { costly } from './costly';

/** What would have been said after each layer, and what the token's own vector is near to. */
export class LayersSection extends Section {
  protected readonly name = 'layers';

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { frame, model, vocabulary, extras, wanted } = state;
    return [frame, model, vocabulary, extras, wanted];
  }

  protected override summary(): string {
    const { text, format, state } = this.page;
    const { layers } = state.extras;
    return layers && layers.length > 0 ? text.layers.summary(format.integer(settlesAt(layers))) : '';
  }

  protected override body(): TemplateResult {
    const { state } = this.page;
    const { extras, vocabulary, frame } = state;
    if (!vocabulary || !frame) return html`<p class="empty">${this.page.text.notes.waiting}</p>`;
    if (!extras.layers && !extras.embedding) return costly(this.page, ['layers', 'embedding']);
    const here = frame.inspection.ids[frame.inspection.position]!;
    return html`
      ${extras.layers ? this.#layers(extras.layers, vocabulary) : nothing}
      ${extras.embedding ? this.#embedding(extras.embedding, here, vocabulary) : nothing}
    `;
  }

  #layers(layers: NonNullable<Inspection['layers']>, vocabulary: Vocabulary): TemplateResult {
    const { text, format } = this.page;
    const settled = settlesAt(layers);
    const answer = layers.at(-1)?.top[0];
    const { columns } = text.layers;
    const label = answer ? token(vocabulary.label(answer.id)) : nothing;
    return html`
      <p>${label} <span class="quiet">${text.layers.settled(format.integer(settled), format.integer(layers.length))}</span></p>
      <div class="layers-scroll" tabindex="0" role="group" aria-label=${text.layers.list}><table class="plain layers">
        <thead><tr><th scope="col" class="number">${columns.layer}</th><th scope="col">${columns.top}</th><th scope="col" class="number">p</th>
          <td class="bar-cell"></td><th scope="col">${columns.others}</th></tr></thead>
        <tbody>${layers.map(({ top }, index) => {
          const [first, ...others] = top;
          return html`<tr class=${index + 1 >= settled ? 'is-settled' : ''}>
            <th scope="row" class="number">${format.integer(index + 1)}${index + 1 === settled ? ' ◂' : ''}</th>
            <td>${first ? token(vocabulary.label(first.id)) : nothing}</td>
            <td class="number">${first ? format.percent(Math.exp(first.logprob)) : ''}</td>
            <td class="bar-cell"><span class="bar" aria-hidden="true" ${setVars({ '--share': first ? Math.exp(first.logprob) : 0 })}><i></i></span></td>
            <td class="others">${others.map(({ id }) => token(vocabulary.label(id)))}</td>
          </tr>`;
        })}</tbody>
      </table></div>`;
  }

  #embedding({ norm, neighbours }: NonNullable<Inspection['embedding']>, here: number, vocabulary: Vocabulary): TemplateResult {
    const { text, format } = this.page;
    return html`<h3>${text.layers.embedding}</h3>
      <p>${token(vocabulary.label(here))} <span class="quiet">${text.layers.norm(format.fixed(norm))}</span></p>
      <ol class="ranking" aria-label=${text.layers.neighbours}>
        ${neighbours.map(
          ({ id, cosine }) => html`<li><span class="chip">${token(vocabulary.label(id))}</span><span class="quiet">#${id}</span>
            <span class="bar" aria-hidden="true" ${setVars({ '--share': Math.max(0, cosine) })}><i></i></span>
            <span class="number">${format.fixed(cosine, 3)}</span></li>`,
        )}
      </ol>`;
  }
}

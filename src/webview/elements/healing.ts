import { html, nothing, type TemplateResult } from 'lit';
import { toSpell } from '../../inspection/to-spell';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { LikelyToken } from '../../protocol/inspection';
import type { Frame } from '../../protocol/panel';
import type { Page } from '../page';
import { setVars } from '../set-vars';
import { token } from '../token';
import { from } from './from';

/** What healing makes of the next token: offered where it took something back, and asked for only when it is wanted. */
export function healing(page: Page, { source, inspection }: Frame, vocabulary: Vocabulary) {
  const { text, state, format, send } = page;
  const spelled = toSpell(inspection, vocabulary);
  if ((source.kind !== 'document' && source.kind !== 'text') || spelled.length === 0) return nothing;
  const compared = state.extras.healing;
  if (!compared) return html`<p><button @click=${() => send({ type: 'compare-heal' })}>${text.healing.compare}</button></p>`;
  const quoted = vocabulary.quote(spelled);
  const column = (title: string, tokens: readonly LikelyToken[]): TemplateResult => html`<div><h3>${title}</h3>
    <ol class="ranking">${tokens.map(
      ({ id, probability }) => html`<li><span class="chip">${token(vocabulary.label(id))}</span>
        <span class="bar" aria-hidden="true" ${setVars({ '--share': probability })}><i></i></span>
        <span class="number">${format.percent(probability)}</span></li>`,
    )}</ol></div>`;
  return html`<div class="compared" data-from="computed">${column(text.healing.on(quoted), compared.on)} ${column(text.healing.off(quoted), compared.off)}
    ${from(page, ['computed'])}</div>`;
}

import { html, type TemplateResult } from 'lit';
import type { CostlySection } from '../../protocol/panel';
import type { Page } from '../page';

/** In place of what costs something: what it costs, and a button that agrees to it; after that, that it is on its way. */
export function costly({ state, text, format, dispatch }: Page, sections: readonly CostlySection[]): TemplateResult {
  if (sections.every((name) => state.wanted.includes(name))) return html`<p class="empty">${text.costly.waiting}</p>`;
  const memory = state.model?.inspectionBytes;
  return html`<div class="ask">
    <p>${memory === undefined ? text.costly.askSmall : text.costly.ask(format.bytes(memory))}</p>
    <button class="primary" @click=${() => dispatch({ type: 'want', sections })}>${text.costly.show}</button>
  </div>`;
}

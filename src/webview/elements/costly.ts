import { html, type TemplateResult } from 'lit';
import type { CostlySection } from '../../protocol/panel';
import type { Page } from '../page';
import { from } from './from';

/** In place of what costs something: what it costs, and a button that agrees to it; after that, that it is on its way. */
export function costly(page: Page, sections: readonly CostlySection[]): TemplateResult {
  const { state, text, format, dispatch } = page;
  if (sections.every((name) => state.wanted.includes(name))) return html`<p class="empty">${text.costly.waiting}</p>`;
  const memory = state.model?.inspectionBytes;
  return html`<div class="ask">
    ${
      memory === undefined
        ? html`<p>${text.costly.askSmall}</p>`
        : html`<p data-from="model">${text.costly.ask(format.bytes(memory))} ${from(page, ['model'])}</p>`
    }
    <button class="primary" @click=${() => dispatch({ type: 'want', sections })}>${text.costly.show}</button>
  </div>`;
}

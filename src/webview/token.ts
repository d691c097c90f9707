import { html, type TemplateResult } from 'lit';
import type { LabelPart } from '../inspection/token-label';

/** A token's label, its parts told apart. All of it is text, never markup. */
export function token(parts: readonly LabelPart[]): TemplateResult {
  return html`<bdi class="token">${parts.map(({ kind, text }) => html`<span class=${kind}>${text}</span>`)}</bdi>`;
}

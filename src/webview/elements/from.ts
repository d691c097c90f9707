import { html, type TemplateResult } from 'lit';
import type { Provenance } from '../model/provenance';
import type { Page } from '../page';

/** Where the numbers beside it come from, in words. @param look `hidden` where there is no room: then for screen readers only */
export function from({ text }: Page, kinds: Iterable<Provenance>, look: 'from' | 'hidden' = 'from'): TemplateResult {
  return html`<span class=${look}>${[...kinds].map((kind) => text.from[kind]).join(' · ')}</span>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { formula } from '../../inspection/formula';
import type { Outcome } from '../../inspection/outcome';
import type { LabelPart } from '../../inspection/token-label';
import type { Page } from '../page';
import { verdict } from '../text/verdict';
import { token } from '../token';

interface Asked {
  readonly outcome: Outcome;
  readonly id: number;
  readonly label: readonly LabelPart[];
}

/** Why a token has its probability: the way from its logit with every number, and a button that takes it. */
export function why({ text, format, state, dispatch }: Page, { outcome, id, label }: Asked, insert: () => void): TemplateResult {
  const cut = outcome.cut(id);
  const isOpen = state.view.why;
  const toggled = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== isOpen) dispatch({ type: 'view', changes: { why: open } });
  };
  return html`
    <div class="why">
      <details id="why" ?open=${isOpen} @toggle=${toggled}>
        <summary>
          <h3>${text.next.why} ${token(label)} <span class="quiet">#${id}</span>
            <span class="verdict-long">${cut ? verdict(cut.cut, text, format) : text.next.kept}</span></h3>
        </summary>
        <ol class="formula">
          ${
            isOpen
              ? formula(outcome, id, format.locale).map(
                  ({ step, expression, result }) =>
                    html`<li><span class="step">${text.formula[step]}</span><code>${expression}</code><b>${result}</b></li>`,
                )
              : nothing
          }
        </ol>
      </details>
      <button class="link" @click=${insert}>${text.next.insertIt}</button>
    </div>
  `;
}

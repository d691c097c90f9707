import { html, nothing, svg, type TemplateResult } from 'lit';
import { surprise } from '../../inspection/entropy';
import { bitsLine, type Change, changes, mostSurprising, type ScanSummary, summarize } from '../../inspection/foresight';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { ScannedToken } from '../../protocol/inspection';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { token } from '../token';

const MOST = 20;
const POINTS = 400;
const WIDTH = 600;
const HEIGHT = 72;

/** How well the model foresaw what is written there. */
export class SurpriseSection extends Section {
  protected readonly name = 'surprise';

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { scan, scanned, baseline, vocabulary, underlines, view } = state;
    return [scan, scanned, baseline, vocabulary, underlines, view.scope, view.surprising];
  }

  protected override summary(): string {
    const { text, format, state } = this.page;
    const summary = summarize(state.scan?.tokens ?? []);
    return summary ? text.surprise.summary(format.fixed(summary.bitsPerToken)) : '';
  }

  protected override body(): TemplateResult {
    const { text, state } = this.page;
    const { scan, vocabulary } = state;
    const summary = summarize(scan?.tokens ?? []);
    return html`
      ${this.#tools()}
      ${
        scan && summary && vocabulary
          ? html`${this.#numbers(summary)} ${this.#baseline(summary)} ${this.#chart(scan.tokens)} ${this.#list(mostSurprising(scan.tokens, MOST), vocabulary)}`
          : html`<p class="empty">${scan?.done ? text.surprise.empty : text.surprise.none}</p>`
      }
    `;
  }

  #tools(): TemplateResult {
    const { text, format, state, dispatch, send } = this.page;
    const { scan } = state;
    const running = scan && !scan.done;
    return html`<div class="tools">
      <fieldset class="choice"><legend>${text.surprise.scope}</legend>
        ${(['selection', 'function', 'file'] as const).map(
          (scope) => html`<label><input type="radio" name="scope" .checked=${state.view.scope === scope}
            @change=${() => dispatch({ type: 'view', changes: { scope } })} /><span>${text.surprise.scopes[scope]}</span></label>`,
        )}
      </fieldset>
      ${
        running
          ? html`<button @click=${() => send({ type: 'stop-scan' })}>${text.surprise.cancel}</button>
              <span class="quiet">${text.surprise.progress(format.percent(scan.fraction), format.integer(scan.tokens.length))}</span>`
          : html`<button class="primary" @click=${() => send({ type: 'scan', scope: state.view.scope })}>${text.surprise.scan}</button>`
      }
      <label class="check"><input type="checkbox" .checked=${state.underlines}
        @change=${(event: Event) => send({ type: 'underline', on: (event.currentTarget as HTMLInputElement).checked })} />${text.surprise.underline}</label>
    </div>`;
  }

  #numbers({ tokens, bitsPerToken, bitsPerCharacter, perplexity }: ScanSummary): TemplateResult {
    const { text, format } = this.page;
    const one = (value: string, label: string) => html`<div><dd>${value}</dd><dt>${label}</dt></div>`;
    return html`<dl class="figures">
      ${one(format.fixed(bitsPerToken), text.surprise.bitsPerToken)} ${one(format.fixed(bitsPerCharacter), text.surprise.bitsPerCharacter)}
      ${one(format.fixed(perplexity, 1), text.surprise.perplexity)} ${one(format.integer(tokens), text.surprise.tokens)}
    </dl>`;
  }

  /** Only of a text that was read to its end. */
  #baseline(summary: ScanSummary): TemplateResult | typeof nothing {
    const { text, state, dispatch } = this.page;
    const { scan, scanned, baseline } = state;
    if (!scan || !scanned || scan.fraction < 1) return nothing;
    if (scan.kept) return html`<p class="note">${text.surprise.kept}</p>`;
    const changed = changes(baseline, scanned, summary);
    return html`${changed ? this.#changes(changed) : nothing}
      <p><button @click=${() => dispatch({ type: 'keep-baseline' })}>${text.surprise.keep}</button></p>`;
  }

  #changes(changed: readonly Change[]): TemplateResult {
    const { text, format } = this.page;
    const { before, after, difference } = text.surprise.change;
    const head = (label: string) => html`<th scope="col" class="number">${label}</th>`;
    const cell = (value: string) => html`<td class="number">${value}</td>`;
    return html`<table class="plain changes" aria-label=${text.surprise.changes}>
      <thead><tr><td></td>${head(before)}${head(after)}${head(difference)}</tr></thead>
      <tbody>${changed.map((one) => {
        const write = (value: number) => format.fixed(value, one.of === 'tokens' ? 0 : 2);
        const by = Math.abs(one.difference) < 0.005 ? 0 : one.difference; // which would be written as 0 with a sign
        return html`<tr><th scope="row">${text.surprise[one.of]}</th>${cell(write(one.before))}${cell(write(one.after))}
          ${cell(`${by > 0 ? '+' : ''}${write(by)}`)}</tr>`;
      })}</tbody></table>`;
  }

  #chart(tokens: readonly ScannedToken[]): TemplateResult {
    const points = bitsLine(tokens, POINTS);
    const highest = Math.max(1, ...points.map(({ bits }) => bits));
    const line = points.map(({ x, bits }) => `${(x * WIDTH).toFixed(1)},${(HEIGHT - (bits / highest) * HEIGHT).toFixed(1)}`).join(' ');
    const { text, format } = this.page;
    return html`<figure class="line-chart">
      <svg viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" preserveAspectRatio="none" role="img" aria-label=${text.surprise.chart}>
        <line class="ground" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
        ${svg`<polyline points=${line} />`}
      </svg>
      <figcaption class="quiet">${text.surprise.chart}; ${text.surprise.most(format.fixed(highest, 1))}</figcaption>
    </figure>`;
  }

  #list(worst: readonly ScannedToken[], vocabulary: Vocabulary): TemplateResult {
    const { text, format, state } = this.page;
    const at = Math.min(state.view.surprising, worst.length - 1);
    const largest = Math.max(surprise(worst[0]?.logprob ?? 0), Number.MIN_VALUE);
    return html`<div class="tools"><h3>${text.surprise.list}</h3>
        <button @click=${() => this.#go(worst, (at - 1 + worst.length) % worst.length)}>${text.surprise.previous}</button>
        <button @click=${() => this.#go(worst, (at + 1) % worst.length)}>${text.surprise.next}</button></div>
      <ol class="ranking surprising" aria-label=${text.surprise.list}>
        ${worst.map(
          (one, index) => html`<li class=${index === at ? 'is-chosen' : ''}>
            <button class="chip" @click=${() => this.#go(worst, index)}>${token(vocabulary.label(one.id))}</button>
            <span class="number">${text.surprise.bits(format.fixed(surprise(one.logprob), 1))}</span>
            <span class="bar" aria-hidden="true" ${setVars({ '--share': surprise(one.logprob) / largest })}><i></i></span>
            <span class="quiet">${text.surprise.rank(format.integer(one.rank))}${
              one.top[0]
                ? html`${text.comma}${text.surprise.expected} ${token(vocabulary.label(one.top[0].id))} ${format.percent(Math.exp(one.top[0].logprob))}`
                : nothing
            }</span>
          </li>`,
        )}
      </ol>`;
  }

  #go(worst: readonly ScannedToken[], index: number): void {
    const one = worst[index];
    if (!one) return;
    this.page.dispatch({ type: 'view', changes: { surprising: index } });
    this.page.send({ type: 'reveal', start: one.start, end: one.end });
  }
}

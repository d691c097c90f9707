import { html, nothing, type TemplateResult } from 'lit';
import { Coin, type Flip, tally, tokenAt } from '../../inspection/coin';
import type { Outcome } from '../../inspection/outcome';
import { drawnHere } from '../../inspection/suggestion';
import type { Vocabulary } from '../../inspection/vocabulary';
import { type Example, example } from '../model/example';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { spoken } from '../text/spoken';
import { token } from '../token';

const SEGMENTS = 40;
const ROWS = 10;
const SCRATCH = 40;

/** The draw made visible: one number, and the token on which it falls. */
export class CoinSection extends Section {
  protected readonly name = 'coin';
  #coin: Coin | undefined;
  #example: Example | undefined;

  protected override drawnFrom({ outcome, state }: Page): readonly unknown[] {
    const { vocabulary, view } = state;
    return [outcome, vocabulary, view.coin, view.seed, view.flips];
  }

  protected override summary(): string {
    const { text, state } = this.page;
    return text.coin.summary(String(state.view.seed));
  }

  protected override body(): TemplateResult {
    const { text, state, dispatch } = this.page;
    const subject = this.#subject();
    const isExample = state.view.coin === 'example';
    return html`
      <div class="tools">
        <fieldset class="choice">
          <legend>${text.coin.source}</legend>
          ${(['document', 'example'] as const).map(
            (coin) => html`<label><input type="radio" name="coin" .checked=${state.view.coin === coin}
              @change=${() => dispatch({ type: 'view', changes: { coin, flips: 0 } })} /><span>${text.coin.sources[coin]}</span></label>`,
          )}
        </fieldset>
      </div>
      ${isExample ? html`<p class="note">${text.coin.exampleNote}</p>` : nothing}
      ${subject ? this.#throws(subject.outcome, subject.vocabulary) : html`<p class="empty">${text.notes.waiting}</p>`}
    `;
  }

  #subject(): { readonly outcome: Outcome; readonly vocabulary: Vocabulary } | undefined {
    const { outcome, state, text } = this.page;
    if (state.view.coin === 'example') {
      this.#example ??= example(text.coin.others);
      return this.#example;
    }
    return outcome && state.vocabulary ? { outcome, vocabulary: state.vocabulary } : undefined;
  }

  #throws(outcome: Outcome, vocabulary: Vocabulary): TemplateResult {
    const { text, state, format, dispatch, send } = this.page;
    const { seed, flips: count } = state.view;
    if (this.#coin?.outcome !== outcome || this.#coin.seed !== seed) this.#coin = new Coin(outcome, seed);
    const flips = this.#coin.flips(count);
    const last = flips.at(-1);
    const suggested = state.frame && state.view.coin === 'document' ? drawnHere(state.frame) : undefined;
    const show = (changes: { readonly flips?: number; readonly seed?: number }) => dispatch({ type: 'view', changes });
    return html`
      <div class="tools">
        <label class="inline">${text.coin.seed}
          <input type="number" id="seed" min="0" max="4294967295" step="1" .value=${String(seed)}
            @change=${(event: Event) => show({ seed: wholeSeed((event.currentTarget as HTMLInputElement).value), flips: 0 })} /></label>
        <button class="primary" id="flip" @click=${() => show({ flips: count + 1 })}>${text.coin.flip}</button>
        <button @click=${() => show({ flips: 1000 })}>${text.coin.thousand}</button>
        <button ?disabled=${count === 0} @click=${() => show({ flips: 0 })}>${text.coin.again}</button>
        <button ?disabled=${!last || state.view.coin === 'example'} @click=${() => last && send({ type: 'insert', ids: [last.id] })}>
          ${text.coin.insert}</button>
      </div>
      ${this.#strip(outcome, vocabulary, last, last?.number ?? suggested)}
      ${
        last
          ? html`<p class="landed" role="status"><code>u = ${format.fixed(last.number, 3)}</code> → ${token(vocabulary.label(last.id))}
              ${count > 1 ? html`<span class="quiet">${text.coin.flips(format.integer(count))}</span>` : nothing}</p>`
          : html`<p class="empty">${suggested === undefined ? text.coin.first : text.coin.suggested(format.fixed(suggested, 3))}</p>`
      }
      ${
        flips.length > 1 && flips.length <= SCRATCH
          ? html`<p class="scratch"><span class="quiet">${text.coin.scratch}</span> ${flips.map(({ id }) => token(vocabulary.label(id)))}</p>`
          : nothing
      }
      ${flips.length > 1 ? this.#table(outcome, vocabulary, flips) : nothing}
    `;
  }

  #strip(outcome: Outcome, vocabulary: Vocabulary, last: Flip | undefined, at: number | undefined): TemplateResult {
    const { text, format } = this.page;
    const drawn = outcome.drawn(SEGMENTS);
    const rest = Math.max(0, 1 - drawn.reduce((sum, { probability }) => sum + probability, 0));
    const hit = last?.id ?? (at === undefined ? undefined : tokenAt(at, drawn));
    return html`<div class="strip" role="img" aria-label=${text.coin.strip}>
      ${drawn.map(({ id, probability }) => {
        const label = vocabulary.label(id);
        const name = `${spoken(label, text)} ${format.percent(probability)}`;
        return html`<span class="piece ${hit === id ? 'is-hit' : ''}" title=${name} ${setVars({ '--share': probability })}>${probability > 0.04 ? token(label) : nothing}</span>`;
      })}
      ${rest > 1e-9 ? html`<span class="piece rest" ${setVars({ '--share': rest })}>${rest > 0.08 ? text.coin.others : nothing}</span>` : nothing}
      ${at === undefined ? nothing : html`<span class="pointer" ${setVars({ '--at': at })}></span>`}
    </div>`;
  }

  #table(outcome: Outcome, vocabulary: Vocabulary, flips: readonly Flip[]): TemplateResult {
    const { text, format } = this.page;
    const drawn = outcome.drawn(ROWS);
    const { counts, others } = tally(
      flips,
      drawn.map(({ id }) => id),
    );
    const rest = Math.max(0, 1 - drawn.reduce((sum, { probability }) => sum + probability, 0));
    const largest = Math.max(...counts, ...drawn.map(({ probability }) => probability * flips.length), 1);
    const row = (label: TemplateResult | string, probability: number, count: number) => html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${format.fixed(probability * flips.length, 1)}</td>
      <td class="number">${format.integer(count)}</td>
      <td class="pair" aria-hidden="true" ${setVars({ '--expected': (probability * flips.length) / largest, '--drawn': count / largest })}>
        <i class="expected"></i><i class="drawn"></i></td>
    </tr>`;
    return html`<table class="tally">
      <thead><tr><th scope="col">${text.coin.columns.token}</th><th scope="col" class="number">${text.coin.columns.expected}</th>
        <th scope="col" class="number">${text.coin.columns.drawn}</th><td></td></tr></thead>
      <tbody>
        ${drawn.map(({ id, probability }, index) => row(token(vocabulary.label(id)), probability, counts[index]!))}
        ${rest > 1e-9 ? row(text.coin.others, rest, others) : nothing}
      </tbody>
    </table>`;
  }
}

function wholeSeed(value: string): number {
  const seed = Math.round(Number(value));
  return Number.isFinite(seed) ? Math.min(0xffff_ffff, Math.max(0, seed)) : 0;
}

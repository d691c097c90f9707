import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Outcome } from '../../inspection/outcome';
import { NUMBER_SETTINGS, type SamplingSettings } from '../../sampling/settings';
import type { StepName } from '../../sampling/step';
import { neutral, SETTING_OF } from '../model/switches';
import { differs, settingsShown } from '../model/update';
import type { Page } from '../page';
import { Section } from '../section';

const BARS = 32;

/** What of a setting's range a slider goes through; the number beside it takes all of it. */
const SLIDERS = {
  'repetition-penalty': { most: 2, step: 0.01 },
  temperature: { most: 2, step: 0.05 },
  'top-k': { most: 200, step: 1 },
  'top-p': { most: 1, step: 0.01 },
  'min-p': { most: 0.5, step: 0.005 },
} as const satisfies Record<StepName, { readonly most: number; readonly step: number }>;

/** The chain of samplers, live: what each receives, what it cuts, and what would be if it were set otherwise. */
export class SamplerSection extends Section {
  protected readonly name = 'samplers';

  protected override drawnFrom({ outcome, state }: Page): readonly unknown[] {
    return [outcome, state.settings, state.view.tried, state.view.order];
  }

  protected override summary(): string {
    const { text, format, outcome, state } = this.page;
    if (!outcome) return '';
    const kept = text.samplers.summary(format.integer(outcome.kept));
    return differs(state) ? `${kept} · ${text.samplers.differs}` : kept;
  }

  protected override body(): TemplateResult {
    const { text, outcome, state, dispatch, send } = this.page;
    if (!outcome) return html`<p class="empty">${text.notes.waiting}</p>`;
    const settings = settingsShown(state);
    const other = differs(state);
    return html`
      <div class="tools">
        <p class="badge ${other ? 'is-other' : ''}">${other ? text.samplers.differs : text.samplers.same}</p>
        <button ?disabled=${!other} @click=${() => dispatch({ type: 'use-completion-settings' })}>${text.samplers.use}</button>
        <button ?disabled=${!state.view.tried} @click=${() => send({ type: 'save-settings', settings })}>${text.samplers.save}</button>
      </div>
      ${this.#note(settings)}
      <ol class="chain">${state.view.order.map((name, index) => this.#card(name, index, outcome, settings))}</ol>
    `;
  }

  #note(settings: SamplingSettings): TemplateResult | typeof nothing {
    const { text } = this.page;
    const isGreedy = settings.strategy === 'greedy' || (settings.strategy === 'sample' && settings.temperature === 0);
    if (!isGreedy && settings.strategy === 'sample') return nothing;
    return html`<p class="note">${isGreedy ? text.samplers.greedy : text.samplers.beam} ${settings.strategy === 'sample' ? '' : text.samplers.tries}</p>`;
  }

  #card(name: StepName, index: number, outcome: Outcome, settings: SamplingSettings): TemplateResult {
    const { text, format, state } = this.page;
    const { most, step } = SLIDERS[name];
    const setting = SETTING_OF[name];
    const { minimum, maximum } = NUMBER_SETTINGS[setting];
    const { received, kept, removed } = outcome.stages[index]!;
    const label = text.samplers.names[name];
    // What completions that do not sample would do is one step: the likeliest token.
    const isGreedy = settings.strategy !== 'sample' && name === 'temperature';
    const value = settings[setting];
    const isOff = !isGreedy && value === neutral(name);
    const effect = isOff
      ? text.samplers.off
      : kept < received || (name !== 'temperature' && name !== 'repetition-penalty')
        ? text.samplers.effect(format.integer(kept), format.integer(received), format.percent(removed))
        : text.samplers.changes(format.integer(received));
    const said = text.samplers.value(label, String(value), format.integer(kept), format.percent(1 - removed));
    return html`<li class="card ${isOff ? 'is-off' : ''}" @keydown=${(event: KeyboardEvent) => this.#key(event, index)}>
      <div class="card-head">
        <input type="checkbox" class="switch" aria-label=${text.samplers.apply(label)} title=${text.samplers.apply(label)} .checked=${!isOff}
          @change=${() => this.page.dispatch({ type: 'switch', step: name, on: isOff })} />
        <span class="place-number" aria-hidden="true">${index + 1}</span>
        <h3><label for="number-${name}">${label}</label></h3>
        <span class="effect">${effect}</span>
        <button class="move" ?disabled=${index === 0} aria-label=${text.samplers.up(label)} title=${text.samplers.up(label)}
          @click=${() => void this.#move(index, -1)}>↑</button>
        <button class="move" ?disabled=${index === state.view.order.length - 1} aria-label=${text.samplers.down(label)}
          title=${text.samplers.down(label)} @click=${() => void this.#move(index, 1)}>↓</button>
      </div>
      <div class="card-body">
        <div class="slider">
          <input type="range" min=${minimum} max=${most} step=${step} .value=${String(Math.min(value, most))} aria-label=${label}
            aria-valuetext=${said} @input=${(event: InputEvent) => this.#set(name, event)} />
          <input type="number" id="number-${name}" min=${minimum} max=${maximum} step=${step} .value=${String(value)}
            aria-label=${text.samplers.number(label)} @change=${(event: Event) => this.#set(name, event)} />
        </div>
        ${this.#chart(name, index, outcome, settings)}
        <p class="hint">${text.samplers.hints[name]}</p>
      </div>
    </li>`;
  }

  /** The likeliest tokens that a step receives: full those that it keeps, hollow those that it cuts. */
  #chart(name: StepName, index: number, outcome: Outcome, settings: SamplingSettings): TemplateResult {
    const { next, explanation } = outcome;
    const { received } = explanation.stages[index]!;
    const after = explanation.stages[index + 1]?.received ?? explanation.result;
    const ids = [...next.likeliest(Math.min(BARS, next.size))].filter((id) => received.has(id));
    const largest = Math.max(Number.MIN_VALUE, ...ids.map((id) => outcome.received(index, id)));
    const line = name === 'min-p' && settings.minP > 0 ? 36 * (1 - settings.minP) : undefined;
    const bars = ids.map((id, place) => ({
      kept: after.has(id),
      place,
      height: Math.max(0.6, (36 * outcome.received(index, id)) / largest),
    }));
    return html`<svg class="mini" viewBox="0 0 160 38" preserveAspectRatio="none" role="img" aria-label=${this.page.text.samplers.chart(this.page.text.samplers.names[name])}>
      <path class="kept" d=${outline(bars.filter(({ kept }) => kept))} />
      <path class="cut" d=${outline(bars.filter(({ kept }) => !kept))} />
      ${line === undefined ? nothing : svg`<line class="limit" x1="0" x2="160" y1=${line + 1} y2=${line + 1} />`}
      <line class="ground" x1="0" x2="160" y1="37.5" y2="37.5" />
    </svg>`;
  }

  #set(name: StepName, event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    const setting = SETTING_OF[name];
    const { minimum, maximum, whole } = NUMBER_SETTINGS[setting];
    const value = Number(input.value);
    if (input.value === '' || !Number.isFinite(value)) {
      this.requestUpdate();
      return;
    }
    const near = Math.min(maximum, Math.max(minimum, whole ? Math.round(value) : value));
    this.page.dispatch({ type: 'try', changes: { [setting]: near } });
  }

  #key(event: KeyboardEvent, index: number): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault(); // a slider that has the focus stays as it is
    void this.#move(index, event.key === 'ArrowUp' ? -1 : 1);
  }

  /** The focus goes with the card, to the same control of it. */
  async #move(index: number, by: 1 | -1): Promise<void> {
    const order = [...this.page.state.view.order];
    const other = order[index + by];
    if (!other) return;
    const at = this.#controls(index).indexOf(document.activeElement as HTMLInputElement);
    [order[index], order[index + by]] = [other, order[index]!];
    this.page.dispatch({ type: 'view', changes: { order, flips: 0 } });
    await this.shown();
    const controls = this.#controls(index + by);
    const same = controls[at];
    (same?.disabled ? controls.find((control) => !control.disabled && control.className === same.className) : same)?.focus();
  }

  #controls(index: number): (HTMLInputElement | HTMLButtonElement)[] {
    return [...this.querySelectorAll('.card')[index]!.querySelectorAll<HTMLInputElement | HTMLButtonElement>('input, button')];
  }
}

interface Bar {
  readonly place: number;
  readonly height: number;
}

/** All bars as one path: a slider that is dragged changes two attributes of a chart rather than sixty. */
const outline = (bars: readonly Bar[]) =>
  bars.map(({ place, height }) => `M${place * 5 + 0.5} 37v${-height.toFixed(2)}h4v${height.toFixed(2)}z`).join('');

import { html, nothing, type TemplateResult } from 'lit';
import type { Inspection } from '../../protocol/inspection';
import type { Frame, PanelModel } from '../../protocol/panel';
import type { Provenance } from '../model/provenance';
import type { LookRun } from '../model/runs';
import type { Page } from '../page';
import { Section } from '../section';
import { setVars } from '../set-vars';
import { from } from './from';

/** A name, what there is to it, and where that comes from if not from where the others do. */
type Fact = readonly [name: string, value: string, kind?: Provenance];

/** What the engine did for the numbers shown: shapes, cache, times. All of it measured, or said by the model's file. */
export class EngineSection extends Section {
  protected readonly name = 'engine';

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { frame, model, extras } = state;
    return [frame, model, extras];
  }

  protected override summary(): string {
    const { text, format, state } = this.page;
    if (!state.frame) return '';
    const { cache } = state.frame.inspection;
    return text.engine.summary(format.integer(cache.tokens), format.integer(cache.window));
  }

  protected override body(): TemplateResult {
    const { text, state } = this.page;
    const { frame, model } = state;
    if (!frame || !model) return html`<p class="empty">${text.notes.waiting}</p>`;
    const { inspection } = frame;
    return html`${this.#shapes(inspection, model)} ${this.#cache(inspection, model)} ${this.#times(frame, state.runs)}
      ${this.#model(model)} ${this.#session(inspection, model)}`;
  }

  #shapes({ ids, prefilled }: Inspection, { embedding, vocabulary }: PanelModel): TemplateResult {
    const { text, format } = this.page;
    const { engine } = text;
    const tokens = format.integer(ids.length);
    const width = format.integer(vocabulary);
    const steps = [
      [engine.ids, `[1, ${tokens}]`],
      [engine.hidden, `[1, ${tokens}, ${format.integer(embedding)}]`],
      [engine.logits, `[1, ${tokens}, ${width}]`],
      [engine.row, `[${width}]`],
      [engine.probabilities, `[${width}]`],
    ];
    return this.#group(
      engine.shapes,
      ['read', 'model'],
      html`<ol class="shapes">${steps.map(([name, shape]) => html`<li><div><span>${name}</span><code>${shape}</code></div></li>`)}</ol>
      <p class="quiet">${engine.rowsNote(format.integer(1), tokens)} ${engine.newTokens(format.integer(prefilled))}</p>`,
    );
  }

  #cache({ cache, reused, prefilled }: Inspection, model: PanelModel): TemplateResult {
    const { text, format } = this.page;
    const { engine } = text;
    const bytes = (tokens: number) => engine.tokens(format.integer(tokens), format.bytes(tokens * model.cacheBytesPerToken));
    const free = Math.max(0, cache.window - cache.tokens);
    const other = Math.max(0, cache.tokens - reused - prefilled);
    return this.#group(
      engine.cache,
      ['read'],
      html`<div class="cache-bar" aria-hidden="true">
        <i class="reused" ${setVars({ '--share': reused + other })}></i><i class="fresh" ${setVars({ '--share': prefilled })}></i><i class="free" ${setVars({ '--share': free })}></i>
      </div>
      <dl class="facts">
        <div><dt><i class="swatch cache-reused"></i>${engine.reused}</dt><dd>${bytes(reused)}</dd></div>
        <div><dt><i class="swatch cache-fresh"></i>${engine.fresh}</dt><dd>${bytes(prefilled)}</dd></div>
        ${other > 0 ? html`<div><dt><i class="swatch cache-reused"></i>${engine.besides}</dt><dd>${bytes(other)}</dd></div>` : nothing}
        <div><dt><i class="swatch cache-free"></i>${engine.free}</dt><dd>${bytes(free)}</dd></div>
      </dl>
      <p class="quiet" data-from="model">${engine.formula(format.integer(model.layers), format.integer(model.kvHeads), format.integer(model.headDim), format.bytes(model.cacheBytesPerToken))} ${from(this.page, ['model'])}</p>
      <p class="quiet" data-from="read set">${engine.all(format.bytes(cache.bytes), format.bytes(cache.budget))} ${from(this.page, ['read', 'set'])}</p>`,
    );
  }

  #times({ inspection, edit, decode }: Frame, runs: readonly LookRun[]): TemplateResult {
    const { text, format } = this.page;
    const { engine } = text;
    const { tokenize, prefill, total } = inspection.timings;
    const longest = Math.max(total, decode?.milliseconds ?? 0, Number.MIN_VALUE);
    const count = (tokens: number) => (tokens === 1 ? engine.oneToken : engine.manyTokens(format.integer(tokens)));
    const row = (name: string, time: number) => html`<li><span>${name}</span>
      <span class="bar" aria-hidden="true" ${setVars({ '--share': time / longest })}><i></i></span><span class="number">${format.time(time)}</span></li>`;
    return this.#group(
      engine.times,
      ['measured'],
      html`<ol class="ranking times" @click=${() => this.#openLog()}>${row(engine.tokenize, tokenize)} ${row(engine.prefill, prefill)} ${row(engine.total, total)}
        ${decode ? row(engine.decode, decode.milliseconds) : nothing}</ol>
      <p class="quiet">${inspection.prefilled > 0 ? engine.perToken(format.time(prefill / inspection.prefilled)) : nothing}
        ${decode ? engine.decoded(count(decode.tokens), format.time(decode.milliseconds / decode.tokens)) : nothing}
        ${edit ? engine.edit(count(edit.tokens), format.time(edit.milliseconds)) : engine.noEdit}</p>${this.#log(runs)}`,
    );
  }

  /** By a click on a bar; the summary is what the keyboard reaches. */
  #openLog(): void {
    this.querySelector<HTMLDetailsElement>('.log')!.open = true;
  }

  #log(runs: readonly LookRun[]): TemplateResult {
    const { text, format } = this.page;
    const { engine } = text;
    const row = ({ reused, prefilled, prefill, total }: LookRun) => html`<tr>
      ${[format.integer(reused), format.integer(prefilled), format.time(prefill), format.time(total)].map((value) => html`<td class="number">${value}</td>`)}</tr>`;
    return html`<details class="log"><summary>${engine.log(format.integer(runs.length))}</summary>
      <table class="plain"><thead><tr>${[engine.reused, engine.fresh, engine.prefill, engine.total].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
      <tbody>${runs.map(row)}</tbody></table></details>`;
  }

  #session({ cache }: Inspection, { runtime, threads, window }: PanelModel): TemplateResult {
    const { text, format } = this.page;
    const { session, facts, manyTokens } = text.engine;
    const rows: readonly Fact[] = [
      [facts.runtime, runtime],
      [facts.threads, format.integer(threads)],
      [facts.window, manyTokens(format.integer(window))],
      [facts.budget, format.bytes(cache.budget)],
    ];
    return this.#group(session, ['set'], this.#facts(rows));
  }

  #facts(rows: readonly Fact[]): TemplateResult {
    return html`<dl class="facts">${rows.map(
      ([name, value, kind]) =>
        html`<div data-from=${kind ?? nothing}><dt>${name}</dt><dd>${value} ${kind ? from(this.page, [kind]) : nothing}</dd></div>`,
    )}</dl>`;
  }

  #group(title: string, kinds: readonly Provenance[], content: TemplateResult): TemplateResult {
    return html`<div class="group" data-from=${kinds.join(' ')}><h3>${title} ${from(this.page, kinds)}</h3>${content}</div>`;
  }

  #model(model: PanelModel): TemplateResult {
    const { text, format } = this.page;
    const { facts } = text.engine;
    const { sessionBytes } = this.page.state.extras;
    const rows: readonly Fact[] = [
      [facts.name, model.name],
      [facts.architecture, model.architecture],
      [facts.parameters, format.integer(model.parameters)],
      [facts.file, format.bytes(model.fileBytes)],
      [facts.memory, format.bytes(model.residentBytes), 'measured'],
      ...(sessionBytes === undefined ? [] : [[facts.session, format.bytes(sessionBytes), 'measured'] as const]),
      [facts.context, text.engine.manyTokens(format.integer(model.context))],
    ];
    return this.#group(text.engine.model, ['model'], this.#facts(rows));
  }
}

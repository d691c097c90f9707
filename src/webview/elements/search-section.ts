import { html, nothing, svg, type TemplateResult } from 'lit';
import { plainLabel, textLabel } from '../../inspection/token-label';
import type { Vocabulary } from '../../inspection/vocabulary';
import { SEARCH_LIMITS, type SearchTree } from '../../protocol/inspection';
import { type IciclePlace, icicle, pathTo } from '../model/icicle';
import type { View } from '../model/state';
import type { Page } from '../page';
import { Section } from '../section';
import { token } from '../token';

const COLUMN = 96;
const HEIGHT = 300;
const READABLE = 13; // pixels: a lower node has no text
const TWO_LINES = 35; // and one lower than this no share

/** What the tree says is chosen: by a key a list, by a click an object. */
type Selected = readonly HTMLElement[] | { readonly selectedItems: readonly HTMLElement[] };

/** Continuations as a tree: an icicle, its twin as a list of lists, and the paths found. */
export class SearchSection extends Section {
  protected readonly name = 'search';
  #drawn: { readonly of: SearchTree; readonly places: readonly IciclePlace[] } | undefined;

  protected override drawnFrom({ state }: Page): readonly unknown[] {
    const { frame, vocabulary, search, view } = state;
    return [frame, vocabulary, search, view.search, view.node];
  }

  protected override summary(): string {
    const { text, format, state } = this.page;
    return state.search ? text.search.summary(format.integer(state.search.tree.passes), format.integer(state.search.tree.most)) : '';
  }

  protected override body(): TemplateResult {
    const { text, state } = this.page;
    const { search, vocabulary, frame } = state;
    return html`
      ${this.#tools()}
      ${search && frame && search.seq !== frame.seq ? html`<p class="note">${text.search.old}</p>` : nothing}
      ${search && vocabulary ? this.#result(search.tree, vocabulary) : html`<p class="empty">${text.search.none}</p>`}
    `;
  }

  #tools(): TemplateResult {
    const { text, state, format } = this.page;
    const { search } = state.view;
    const running = state.search && !state.search.done;
    const field = (name: keyof View['search'], label: string, least: number, step: number) => html`<label class="inline">${label}
      <input type="number" min=${least} max=${SEARCH_LIMITS[name]} step=${step} .value=${String(search[name])}
        @change=${(event: Event) => this.#set(name, Number((event.currentTarget as HTMLInputElement).value), least)} /></label>`;
    return html`<div class="tools">
      ${field('width', text.search.width, 1, 1)} ${field('depth', text.search.depth, 1, 1)} ${field('lengthPenalty', text.search.lengthPenalty, 0, 0.1)}
      ${
        running
          ? html`<button @click=${() => this.page.send({ type: 'stop-search' })}>${text.search.stop}</button>
              <span class="quiet">${text.search.running} ${format.integer(state.search!.tree.passes)}/${format.integer(state.search!.tree.most)}</span>`
          : html`<button class="primary" ?disabled=${!state.frame} @click=${() => this.#start([])}>${text.search.start}</button>`
      }
    </div>`;
  }

  #result(tree: SearchTree, vocabulary: Vocabulary): TemplateResult {
    if (this.#drawn?.of !== tree) this.#drawn = { of: tree, places: icicle(tree) };
    const { places } = this.#drawn;
    return html`${this.#legend()} ${this.#icicle(tree, places, vocabulary)} ${this.#chosen(tree, places, vocabulary)}
      ${this.#twin(tree, places, vocabulary)} ${this.#paths(tree)}`;
  }

  #legend(): TemplateResult {
    const { kinds } = this.page.text.search;
    return html`<p class="legend">
      ${(['greedy', 'sample', 'beam', 'none'] as const).map(
        (kind) =>
          html`<span><svg class="line" viewBox="0 0 22 8" aria-hidden="true"><line class="path ${kind}" x1="0" x2="22" y1="4" y2="4" /></svg>${kinds[kind]}</span>`,
      )}
    </p>`;
  }

  #icicle(tree: SearchTree, places: readonly IciclePlace[], vocabulary: Vocabulary): TemplateResult {
    const { text, format, state } = this.page;
    const depth = 1 + Math.max(0, ...places.map((place) => place.depth));
    const width = depth * COLUMN;
    return html`<div class="icicle-scroll" tabindex="0" role="group" aria-label=${text.search.icicle}><svg class="icicle" viewBox="0 0 ${width} ${HEIGHT}" width=${width} height=${HEIGHT} role="img" aria-label=${text.search.icicle}>
      ${places.map(({ node, depth: column, top, bottom, joint, kinds }) => {
        const x = column * COLUMN;
        const y = top * HEIGHT;
        const height = (bottom - top) * HEIGHT;
        const label = plainLabel(vocabulary.label(tree.nodes[node]!.id));
        const classes = `node ${kinds[0] ?? 'none'} ${tree.nodes[node]!.pruned ? 'is-pruned' : ''} ${node === state.view.node ? 'is-chosen' : ''}`;
        return svg`<g class=${classes} @click=${() => this.#choose(node)}>
          <title>${label} ${format.percent(joint)}</title>
          <rect x=${x + 1} y=${y + 0.5} width=${COLUMN - 3} height=${Math.max(1, height - 1)} />
          ${height >= READABLE ? svg`<text x=${x + 7} y=${y + Math.min(height / 2 + 4, 15)}>${short(label)}</text>` : nothing}
          ${height >= TWO_LINES ? svg`<text class="share" x=${x + 7} y=${y + 29}>${format.percent(joint)}</text>` : nothing}
        </g>`;
      })}
    </svg></div>`;
  }

  #chosen(tree: SearchTree, places: readonly IciclePlace[], vocabulary: Vocabulary): TemplateResult | typeof nothing {
    const { text, format, state } = this.page;
    const place = places.find(({ node }) => node === state.view.node);
    if (!place) return nothing;
    const path = pathTo(tree, place.node);
    return html`<div class="why">
      <p class="path-text">${path.map((id) => token(vocabulary.label(id)))}</p>
      <p class="quiet">${text.search.joint(format.percent(place.joint))} · ${text.search.own(format.percent(Math.exp(tree.nodes[place.node]!.logprob)))}
        · ${place.kinds.length > 0 ? place.kinds.map((kind) => text.search.kinds[kind]).join(text.comma) : text.search.kinds.none}${tree.nodes[place.node]!.pruned ? `${text.comma}${text.search.pruned}` : ''}</p>
      <p class="tools"><button @click=${() => this.#start(path)}>${text.search.expand}</button>
        <button @click=${() => this.page.send({ type: 'insert-path', ids: path })}>${text.search.insert}</button></p>
    </div>`;
  }

  #twin(tree: SearchTree, places: readonly IciclePlace[], vocabulary: Vocabulary): TemplateResult {
    const { text, format, state } = this.page;
    const shown = new Map(places.map((place) => [place.node, place]));
    const under = (parent: number): TemplateResult[] =>
      places
        .filter(({ node }) => tree.nodes[node]!.parent === parent && shown.has(node))
        .map(({ node, joint, kinds, depth }) => {
          const children = under(node);
          const label = vocabulary.label(tree.nodes[node]!.id);
          const kind = kinds.map((one) => text.search.kinds[one]).join(text.comma) || text.search.kinds.none;
          return html`<vscode-tree-item ?branch=${children.length > 0} ?open=${depth < 3} .selected=${node === state.view.node} .active=${node === state.view.node} data-node=${node}
            >${token(label)} <span class="quiet">${format.percent(joint)} ${kind}</span>${children}</vscode-tree-item>`;
        });
    return html`<vscode-tree class="twin" aria-label=${text.search.tree} @vsc-tree-select=${({ detail }: CustomEvent<Selected>) => {
      const [item] = 'selectedItems' in detail ? detail.selectedItems : detail;
      const node = item?.dataset['node'];
      if (node !== undefined && Number(node) !== state.view.node) this.#choose(Number(node));
    }}>${under(-1)}</vscode-tree>`;
  }

  #paths({ paths }: SearchTree): TemplateResult {
    const { text, format } = this.page;
    const { columns } = text.search;
    return html`<div class="wide"><table class="plain" aria-label=${text.search.paths}>
      <thead><tr><th scope="col">${columns.kind}</th><th scope="col">${columns.text}</th><th scope="col" class="number">${columns.joint}</th>
        <th scope="col" class="number">${columns.score}</th><th scope="col">${columns.end}</th></tr></thead>
      <tbody>${paths.map(
        ({ kind, text: written, logprob, score, stop }) => html`<tr><td>${text.search.kinds[kind]}</td><td>${token(textLabel(written))}</td>
          <td class="number">${format.percent(Math.exp(logprob))}</td><td class="number">${format.fixed(score)}</td><td>${stop ? text.stops[stop] : '…'}</td></tr>`,
      )}</tbody></table></div>`;
  }

  #choose(node: number): void {
    this.page.dispatch({ type: 'view', changes: { node } });
  }

  #set(name: keyof View['search'], value: number, least: number): void {
    const { search } = this.page.state.view;
    const near = Number.isFinite(value) ? Math.min(SEARCH_LIMITS[name], Math.max(least, value)) : search[name];
    this.page.dispatch({ type: 'view', changes: { search: { ...search, [name]: name === 'lengthPenalty' ? near : Math.round(near) } } });
  }

  #start(path: readonly number[]): void {
    this.page.send({ type: 'search', ...this.page.state.view.search, path });
  }
}

const short = (label: string) => (label.length > 11 ? `${label.slice(0, 10)}…` : label);

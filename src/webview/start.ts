import { InspectorApp } from './elements/app';
import '@vscode-elements/elements/dist/vscode-tree/index.js';
import '@vscode-elements/elements/dist/vscode-tree-item/index.js';
import { Format } from '../inspection/format';
import { AttentionSection } from './elements/attention-section';
import { CoinSection } from './elements/coin-section';
import { ContextSection } from './elements/context-section';
import { EngineSection } from './elements/engine-section';
import { InspectorHeader } from './elements/header';
import { LayersSection } from './elements/layers-section';
import { LearnSection } from './elements/learn-section';
import { NextSection } from './elements/next-section';
import { SamplerSection } from './elements/sampler-section';
import { SearchSection } from './elements/search-section';
import { SuggestionSection } from './elements/suggestion-section';
import { SurpriseSection } from './elements/surprise-section';
import { connect } from './host';
import { Loop } from './loop';
import type { Text } from './text/text';

/** Defines the page's elements and draws it. @param text its words: each language has a script of its own, so that a page loads one */
export function start(text: Text): void {
  customElements.define('inkling-header', InspectorHeader);
  customElements.define('inkling-suggestion', SuggestionSection);
  customElements.define('inkling-context', ContextSection);
  customElements.define('inkling-next', NextSection);
  customElements.define('inkling-samplers', SamplerSection);
  customElements.define('inkling-coin', CoinSection);
  customElements.define('inkling-search', SearchSection);
  customElements.define('inkling-attention', AttentionSection);
  customElements.define('inkling-layers', LayersSection);
  customElements.define('inkling-surprise', SurpriseSection);
  customElements.define('inkling-engine', EngineSection);
  customElements.define('inkling-learn', LearnSection);
  customElements.define('inkling-app', InspectorApp);

  const { lang } = document.documentElement;
  document.title = text.title;
  const app = new InspectorApp();
  new Loop(connect(), app, { text, format: new Format(lang) }).start();
  document.body.append(app);
}

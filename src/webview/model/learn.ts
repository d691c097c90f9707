import { effectiveChoices } from '../../inspection/entropy';
import type { Format } from '../../inspection/format';
import { plainLabel } from '../../inspection/token-label';
import type { Page } from '../page';
import type { Numbers } from './numbers';
import type { SectionName } from './state';
import { settingsShown } from './update';

/** The cards in their order, each with the section that shows what it is about. */
export const CARDS = {
  loop: 'next',
  tokens: 'context',
  special: 'context',
  embedding: 'layers',
  attention: 'attention',
  softmax: 'next',
  greedy: 'search',
  beam: 'search',
  temperature: 'samplers',
  cuts: 'samplers',
  chance: 'coin',
  cache: 'engine',
  chat: 'context',
  counting: 'engine',
  cleaning: 'context',
} as const satisfies Record<string, SectionName>;

export type CardName = keyof typeof CARDS;

/** The card that tells most about a section. */
export const CARD_OF: Readonly<Record<Exclude<SectionName, 'learn'>, CardName>> = {
  suggestion: 'cleaning',
  context: 'tokens',
  next: 'softmax',
  samplers: 'temperature',
  coin: 'chance',
  search: 'beam',
  attention: 'attention',
  layers: 'embedding',
  surprise: 'softmax',
  engine: 'cache',
};

/** The cards that were not put away. */
export function cardsShown(dismissed: readonly string[]): readonly CardName[] {
  return (Object.keys(CARDS) as CardName[]).filter((name) => !dismissed.includes(name));
}

/** Undefined before there is a result. */
export function learnNumbers({ state, next, outcome, format }: Pick<Page, 'state' | 'next' | 'outcome' | 'format'>): Numbers | undefined {
  const { frame, vocabulary, model } = state;
  if (!frame || !vocabulary || !model || !next || !outcome) return undefined;
  const { ids, position, reused, prefilled, timings, cache, healed } = frame.inspection;
  const bytes = vocabulary.join(ids).length;
  const first = next.at(1);
  const second = next.at(Math.min(2, next.size));
  const quote = (id: number) => `“${plainLabel(vocabulary.label(id))}”`;
  return {
    vocabulary: format.integer(next.size),
    tokens: format.integer(ids.length),
    bytes: format.integer(bytes),
    bytesPerToken: format.fixed(bytes / ids.length, 1),
    specials: format.integer(vocabulary.controls),
    specialsHere: format.integer([...ids].filter((id) => vocabulary.isControl(id)).length),
    width: format.integer(model.embedding),
    position: format.integer(position),
    layers: format.integer(model.layers),
    heads: format.integer(model.heads),
    layerHeads: format.integer(model.layers * model.heads),
    first: quote(first),
    logit: format.fixed(next.logits[first]!),
    share: format.percent(next.model[first]!),
    second: quote(second),
    secondShare: format.percent(next.model[second]!),
    rest: format.percent(1 - next.model[first]!),
    temperature: temperature(settingsShown(state).temperature, format),
    entropy: format.fixed(next.entropy),
    choices: format.fixed(effectiveChoices(next.entropy), 1),
    kept: format.integer(outcome.kept),
    agree: format.percent(agreement(outcome)),
    reused: format.integer(reused),
    fresh: format.integer(prefilled),
    time: format.time(timings.total),
    window: format.integer(cache.window),
    healed: healed.length === 0 ? '' : vocabulary.quote(healed),
  };
}

const temperature = (value: number, format: Format) => format.fixed(value, 2);

/** How likely it is that two draws give the same token. */
function agreement(outcome: NonNullable<Page['outcome']>): number {
  let sum = 0;
  for (const { probability } of outcome.drawn(2000)) sum += probability ** 2;
  return Math.min(1, sum);
}

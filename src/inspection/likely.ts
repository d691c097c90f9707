import type { Inspection, LikelyToken } from '../protocol/inspection';
import { STANDARD_ORDER } from '../sampling/chain';
import { checkSettings } from '../sampling/settings';
import { NextTokens } from './next-tokens';
import { Outcome } from './outcome';
import { placeRules } from './rules';
import type { Vocabulary } from './vocabulary';

/** Settings that change nothing and cut nothing. */
const NONE = checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 });

/** What is likeliest to come next, before any setting: where healing took something back, of the tokens that spell it again. */
export function likeliestNext(inspection: Inspection, vocabulary: Vocabulary, most: number): readonly LikelyToken[] {
  const rules = { ...placeRules(inspection, vocabulary), settings: NONE, order: STANDARD_ORDER };
  return new Outcome(new NextTokens(inspection), rules).drawn(most);
}

import { l10n } from 'vscode';
import { Coin, type Flip, tally, tokenAt } from '../../../inspection/coin';
import { table } from '../../../inspection/markdown';
import { drawnHere } from '../../../inspection/suggestion';
import { heading } from './heading';
import type { Writing } from './writing';

const ROWS = 10;
const LISTED = 40;

/** On which tokens the numbers of a seed fall; nothing where no token is possible. */
export function coinPart(writing: Writing): readonly string[] {
  const { shown, settings, outcome, label, fixed, integer } = writing;
  const { seed, flips: count } = shown.tried?.coin ?? { seed: settings.seed, flips: 0 };
  const flips = new Coin(outcome, seed).flips(Math.max(1, count));
  const [first] = flips;
  if (!first) return [];
  const drawn = flips.map(({ id }) => label(id)).join(' ');
  const suggested = drawnHere(shown.frame);
  return [
    heading(2, l10n.t('Flip the coin'), 'computed'),
    ...(suggested === undefined ? [] : [suggestedText(suggested, writing)]),
    l10n.t('The first number of seed {0} is {1}, which falls on {2}.', String(seed), fixed(first.number, 3), label(first.id)),
    ...(flips.length > 1 && flips.length <= LISTED ? [l10n.t('Drawn: {0}', drawn)] : []),
    ...(flips.length > 1 ? [l10n.t('{0} flips:', integer(flips.length)), tallyTable(flips, writing)] : []),
  ];
}

/** @param number that a suggestion drew at the position */
function suggestedText(number: number, { outcome, label, fixed }: Writing): string {
  const id = tokenAt(number, outcome.drawn(outcome.kept));
  if (id === undefined) return l10n.t('The suggestion drew {0} here.', fixed(number, 3));
  return l10n.t('The suggestion drew {0} here, which falls on {1}.', fixed(number, 3), label(id));
}

function tallyTable(flips: readonly Flip[], { outcome, label, fixed, integer }: Writing): string {
  const drawn = outcome.drawn(ROWS);
  const ids = drawn.map(({ id }) => id);
  const { counts, others } = tally(flips, ids);
  const rest = Math.max(0, 1 - drawn.reduce((sum, { probability }) => sum + probability, 0));
  const row = (name: string, probability: number, count: number) => [name, fixed(probability * flips.length, 1), integer(count)];
  const rows = drawn.map(({ id, probability }, index) => row(label(id), probability, counts[index]!));
  if (rest > 1e-9) rows.push(row(l10n.t('others'), rest, others));
  return table([l10n.t('Token'), l10n.t('Expected count'), l10n.t('Drawn')], rows);
}

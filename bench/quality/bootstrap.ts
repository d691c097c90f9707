/** How far rates would move with other files: intervals from drawing files anew, with replacement (Efron 1979). */
import { seededRandom } from '../../src/sampling/random';
import { RATES, type Rates, ratesOf, type Score } from './rates';

const REPETITIONS = 1_000;
const SEED = 1;

/** 95 of 100 draws lie between. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export type Intervals = Readonly<Record<keyof Rates, Interval>>;

/**
 * Whole files are drawn, because cursors of one file are alike.
 * @param files the scores of each file
 */
export function intervals(files: readonly (readonly Score[])[]): Intervals {
  return collect((draw) => ratesOf(draw.flatMap((index) => files[index]!)), files.length);
}

/** Of how much the first is ahead of the second at the same cursors: both see the same draws. */
export function differenceIntervals(first: readonly (readonly Score[])[], second: readonly (readonly Score[])[]): Intervals {
  return collect((draw) => {
    const [a, b] = [first, second].map((files) => ratesOf(draw.flatMap((index) => files[index]!)));
    return Object.fromEntries(RATES.map((rate) => [rate, a![rate] - b![rate]])) as unknown as Rates;
  }, first.length);
}

function collect(measure: (draw: readonly number[]) => Rates, count: number): Intervals {
  const random = seededRandom(SEED);
  const draws = Array.from({ length: REPETITIONS }, () => measure(Array.from({ length: count }, () => Math.floor(random.next() * count))));
  const between = (rate: keyof Rates) => {
    const values = draws.map((draw) => draw[rate]).sort((a, b) => a - b);
    return { low: values[Math.floor(0.025 * REPETITIONS)]!, high: values[Math.ceil(0.975 * REPETITIONS) - 1]! };
  };
  return Object.fromEntries(RATES.map((rate) => [rate, between(rate)])) as unknown as Intervals;
}

/** Which number of threads completes a line soonest on this machine, by trying. */
import { TokenTree } from '../cache/token-tree';
import type { Model } from '../decode/model';
import type { Signal } from '../decode/prefill';

/** A usual key: some tokens are read, and a rest of a line is written. */
const READ = 64;
const WRITTEN = 8;
const REPETITIONS = 5;

/** The numbers worth trying for a machine with so many logical processors: one, all of few, and half and a quarter of many. */
export function threadCandidates(processors: number): number[] {
  const numbers = processors <= 4 ? [1, 2, processors] : [1, 2, Math.floor(processors / 4), Math.floor(processors / 2)];
  return [...new Set(numbers.filter((count) => count >= 1 && count <= Math.min(processors, 16)))].sort((a, b) => a - b);
}

/**
 * @param open opens the model with a number of threads; it is closed again before the next
 * @returns the fastest number, or undefined when cancelled
 */
export async function measureThreads(
  candidates: readonly number[],
  open: (threads: number) => Promise<Pick<Model, 'decoder' | 'close'>>,
  signal: Signal,
): Promise<number | undefined> {
  let best: { readonly threads: number; readonly time: number } | undefined;
  for (const threads of candidates) {
    if (signal.cancelled) return undefined;
    const model = await open(threads);
    try {
      const time = await timeOfKey(model, signal);
      if (time === undefined) return undefined;
      if (!best || time < best.time) best = { threads, time };
    } finally {
      await model.close();
    }
  }
  return best?.threads;
}

/** The median time of a usual key in milliseconds. */
async function timeOfKey({ decoder }: Pick<Model, 'decoder'>, signal: Signal): Promise<number | undefined> {
  const ids = Array.from({ length: READ }, (_, index) => (index * 7) % decoder.shape.vocabulary);
  const times: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const tree = new TokenTree(decoder.shape);
    const started = performance.now();
    await decoder.grow(tree, tree.chain(0, ids), [READ - 1]);
    for (let written = 0; written < WRITTEN; written++) await decoder.grow(tree, tree.chain(tree.length - 1, [written]), [0]);
    if (signal.cancelled) return undefined;
    if (repetition > 0) times.push(performance.now() - started); // the first one warms up
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

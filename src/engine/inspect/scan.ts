/** How well the model foresees a text that is there: each token's probability after the text before it. */
import type { ScannedToken, ScanPart, ScanRequest } from '../../protocol/inspection';
import { TokenTree } from '../cache/token-tree';
import { Chunk } from '../decode/chunk';
import type { Model } from '../decode/model';
import type { Signal } from '../decode/prefill';
import { spansOf } from '../model/tokenizer/spans';
import { encodeInPieces } from './encode-in-pieces';
import { foreseen } from './foreseen';
import type { Pause } from './pause';

/** Rows of logits in memory at one time. */
const MOST_ROWS = 32;
const FEWEST_ROWS = 4;

/**
 * Reads the text in a cache of its own, one window after the other where it is longer than that. Each begins with the last
 * quarter of the one before, so that a token is foreseen from at least a quarter of a window, but near the document's start.
 * @returns whether it came to its end
 */
export async function scan(
  model: Model,
  { prefix, text }: ScanRequest,
  signal: Signal,
  pause: Pause,
  onPart: (part: ScanPart) => void,
): Promise<boolean> {
  const { tokenizer, info, start } = model;
  const whole = prefix.text + text;
  const ids = await encodeInPieces(tokenizer, whole, pause);
  const spans = spansOf(whole, ids, tokenizer.vocabulary);
  const begin = spans.findIndex(({ end }) => end > prefix.text.length);
  const first = begin === -1 ? ids.length : begin;
  const limit = info.window - 1; // one less for the start of the text
  const step = limit - Math.floor(limit / 4);
  const pace = new ScanPace();

  /** Reads tokens in a tree of their own, and tells how each from `known` on was foreseen; `at` is the first one's index. */
  const read = async (sequence: readonly number[], known: number, at: number): Promise<boolean> => {
    const tree = new TokenTree(model.decoder.shape);
    for (let done = 0; done < sequence.length - 1; ) {
      await pause();
      if (signal.cancelled) return false;
      const isContext = done < known - 1; // what follows is not asked for
      const most = isContext ? known - 1 - done : sequence.length - 1 - done;
      const chunk = sequence.slice(done, done + Math.min(most, tree.room, pace.size(isContext)));
      const rows = isContext ? [] : [...chunk.keys()];
      const started = performance.now();
      const logits = await model.decoder.grow(tree, tree.chain(tree.length - 1, chunk), rows);
      pace.measure(isContext, chunk.length, performance.now() - started);
      if (!isContext) await pause();
      const tokens = rows.map((row): ScannedToken => {
        const id = sequence[done + row + 1]!;
        const index = at + done + row + 1;
        const span = spans[index]!;
        const { logprob, rank, top } = foreseen(logits.subarray(row * info.vocabulary, (row + 1) * info.vocabulary), id);
        return { id, start: prefix.start + span.start, end: prefix.start + span.end, logprob, rank, top };
      });
      done += chunk.length;
      if (tokens.length > 0) onPart({ tokens, done: (at + done + 1 - first) / (ids.length - first) });
    }
    return true;
  };

  let next = first;
  if (next === 0 && ids.length > 0 && !start.always) {
    // The first token of a document follows the end of another text; the others are read as completions read them.
    if (!(await read([start.token, ids[0]!], 1, -1))) return false;
    next = 1;
  }
  while (next < ids.length) {
    const from = next < limit ? 0 : Math.ceil((next - limit + 1) / step) * step;
    const to = Math.min(ids.length, from + limit);
    const lead = start.always ? [start.token] : [];
    if (!(await read([...lead, ...ids.slice(from, to)], next - from + lead.length, from - lead.length))) return false;
    next = to;
  }
  if (first === ids.length) onPart({ tokens: [], done: 1 });
  return true;
}

/** How many tokens a pass takes: one that gives a row of logits for each takes longer. */
class ScanPace {
  readonly #context = new Chunk();
  readonly #judged = new Chunk(0.4, FEWEST_ROWS);

  size(isContext: boolean): number {
    return isContext ? this.#context.size : Math.min(MOST_ROWS, this.#judged.size);
  }

  measure(isContext: boolean, tokens: number, time: number): void {
    (isContext ? this.#context : this.#judged).measure(tokens, time);
  }
}

import type { Documents } from '../cache/documents';
import type { Cutting, TokenTree } from '../cache/token-tree';
import type { Model } from '../decode/model';
import type { Signal } from '../decode/prefill';
import type { Pause } from './pause';

/** Of a tail that is put back: more than any completion generates. */
const LONGEST_TAIL = 320; // tokens
/** More than this is not to be lost for a look: what a completion generates may, a window that it reads may not. */
const MOST_LOST = 128; // tokens
/** With more to compute the text has changed, and the tail with it; healing takes back no more. */
const MOST_BEFORE_TAIL = 16; // tokens

/** Takes off what stands from `length` on; what is too long to be kept is forgotten. */
export function takeTail(tree: TokenTree, length: number): Cutting | undefined {
  const count = tree.length - length;
  if (count > 0 && count <= LONGEST_TAIL) return tree.cut(length);
  tree.rewindTo(length);
  return undefined;
}

/** Puts a tail back, in place of what has come from `length` on. */
export function putTail(tree: TokenTree, length: number, tail: Cutting | undefined): void {
  tree.rewindTo(length);
  if (tail) tree.graft(tail);
}

/** Hears how many tokens of a text are read. */
export type OnReading = (done: number, of: number) => void;

/** A cache that holds a text, and perhaps more behind it. */
export interface Reached {
  readonly tree: TokenTree;
  /** After the text's last token, whose slot is the number of tokens. */
  readonly logits: Float32Array;
  /** Where little had to be computed, puts back what stood in its place. */
  readonly putBack: () => void;
}

/** The cache of a document in which to look at a text, found again at every call. */
export const cacheFor = (documents: Documents, name: string, text: readonly number[]) => (): TokenTree =>
  documents.openBeside(name, text, MOST_LOST);

/**
 * Makes a cache hold a text, computing what it does not hold a pass at a time.
 * @param open finds the cache
 * @param onReading told after each pass but the last
 * @returns undefined when cancelled; the cache holds the text until the next pause
 */
export async function reach(
  { decoder }: Model,
  open: () => TokenTree,
  ids: readonly number[],
  signal: Signal,
  pause: Pause,
  onReading: OnReading = () => {},
): Promise<Reached | undefined> {
  while (!signal.cancelled) {
    const tree = open(); // again after each pause: others may have used it, or its memory
    const common = tree.commonPrefix(ids);
    if (common === ids.length) return { tree, logits: await decoder.again(tree, common), putBack: () => {} };
    const tail = tree.length - 1 - common;
    const cutting = takeTail(tree, common + 1);
    const chunk = ids.slice(common, common + Math.min(decoder.chunk.size, tree.room));
    const isLast = common + chunk.length === ids.length;
    const started = performance.now();
    const logits = await decoder.grow(tree, tree.chain(common, chunk), isLast ? [chunk.length - 1] : []);
    decoder.chunk.measure(chunk.length, performance.now() - started);
    if (isLast) {
      const isWorthIt = cutting && chunk.length <= Math.min(tail, MOST_BEFORE_TAIL);
      return { tree, logits, putBack: () => isWorthIt && putTail(tree, common + 1, cutting) };
    }
    onReading(common + chunk.length, ids.length);
    await pause();
  }
  return undefined;
}

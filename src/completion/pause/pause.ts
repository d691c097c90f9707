/**
 * How long to wait before decoding for a suggestion that nobody asked for. Reading the text (prefill) never waits: it is of
 * use whatever is typed next.
 *
 * While a person types on, a suggestion that appears just before the next key is a flicker, and one that would appear after it
 * is work for nothing. So the wait depends on how much of the gap between two keys the engine needs: an answer well within the
 * gap is asked for at once, one that takes all of it only after a gap that is long for this person. All is counted from the
 * key. VS Code itself asks 50 ms after it, or at once beside an extension that wants that; decoding is begun without waiting for it.
 */
import type { Intervals } from './rhythm';

/**
 * Keys of one burst (rolled over, or repeated by the keyboard) are 10 to 40 ms apart. After this long most of them are over, and
 * what was begun for the others is a token or two. Longer would be felt: with 40 ms, ghost text comes 20 ms later after every key.
 */
const BURST_MS = 20;
/** An answer that comes within this share of the gap between two keys can still be read; it is not worth a wait. */
const READABLE_SHARE = 0.5;
/**
 * Until then the engine reads what was typed. With 50, and 75 for a person who rejects, decoding began 25 ms after VS Code's
 * question for most keys of a slow typist, and ghost text came as much later.
 */
const LONGEST_MS = 30;
/** With all factors: less often is what a person who rejects suggestions, or a battery, wants; never is not. */
const LONGEST_STRETCHED_MS = 400;

export interface Circumstances {
  /** Why not to wait at all: the user asked, or has just begun a line, where a suggestion is most welcome and least in the way. */
  readonly immediate: 'invoked' | 'new-line' | undefined;
  /** Milliseconds since the last key. */
  readonly sinceKey: number;
  /** The person's typing; undefined while it is not known. */
  readonly intervals: Intervals | undefined;
  /** What the engine usually takes from the start of decoding to an answer, in milliseconds; undefined while it is not known. */
  readonly answerTime: number | undefined;
  /** See {@link Reaction}. */
  readonly reaction: number;
  /** How much longer the power policy wants it; 1 is no longer. */
  readonly power: number;
}

/** The wait from now on, in milliseconds. */
export function pauseFor({ immediate, sinceKey, intervals, answerTime, reaction, power }: Circumstances): number {
  if (immediate) return 0;
  const wanted = intervals && answerTime !== undefined ? afterTyping(intervals, answerTime) : BURST_MS;
  const stretched = Math.min(LONGEST_STRETCHED_MS, wanted * reaction * power);
  return Math.max(0, Math.round(stretched - sinceKey));
}

function afterTyping({ usual, long }: Intervals, answerTime: number): number {
  const share = Math.min(1, answerTime / usual);
  const late = Math.max(0, (share - READABLE_SHARE) / (1 - READABLE_SHARE));
  return Math.min(LONGEST_MS, BURST_MS + late * Math.max(0, long - BURST_MS));
}

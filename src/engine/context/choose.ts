import type { Chunk } from './chunks';
import { linesOf, overlap, partIn, wordsOf } from './words';

/** A file that chunks can be chosen from. */
export interface Source {
  readonly path: string;
  readonly chunks: readonly Chunk[];
}

export interface Chosen {
  readonly path: string;
  readonly chunk: Chunk;
}

/** With more of its lines elsewhere, a chunk says nothing new, and leads the model to say it a third time. */
const MOST_KNOWN = 0.9;
/** Cutting chunks into tokens costs more than comparing them: of those that are not among the best, none is tried. */
const MOST_TRIED = 32;

/**
 * The chunks that have most words in common with a text, as many as there is room for, in the order of paths and places: so what
 * stays chosen stays in its order.
 * @param sources the most related first: of equals it is the first that is chosen
 * @param cost of a chunk in tokens
 */
export function choose(near: string, sources: readonly Source[], room: number, cost: (chosen: Chosen) => number): readonly Chosen[] {
  const words = wordsOf(near);
  const known = [linesOf(near)];
  const ranked = sources
    .flatMap(({ path, chunks }) => chunks.map((chunk) => ({ path, chunk, score: overlap(chunk.words, words) })))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score) // keeps the order of equals
    .slice(0, MOST_TRIED);
  const chosen: Chosen[] = [];
  let left = room;
  for (const { path, chunk } of ranked) {
    if (known.some((lines) => partIn(chunk.lines, lines) > MOST_KNOWN)) continue;
    const tokens = cost({ path, chunk });
    if (tokens > left) continue;
    left -= tokens;
    known.push(chunk.lines);
    chosen.push({ path, chunk });
  }
  return chosen.sort((one, other) => (one.path === other.path ? one.chunk.place - other.chunk.place : one.path < other.path ? -1 : 1));
}

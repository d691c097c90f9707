import { isRelated } from './families';

/** The document that is completed in. */
export interface Here {
  /** With slashes. */
  readonly path: string;
  readonly language: string;
}

/** A file whose code could be drawn on. Orders count from 0, the newest or first; undefined is never. */
export interface NeighbourCandidate extends Here {
  readonly name: string;
  /** Its place among the imports of the document. */
  readonly imported: number | undefined;
  /** How many files were edited after it. */
  readonly edited: number | undefined;
  /** How many files were visited after it. */
  readonly visited: number | undefined;
}

/** The index of n-grams grows with each, and what is farther away says ever less. */
export const MOST_NEIGHBOURS = 8;

/**
 * What a file has to be to be drawn on at all, and how near that makes it. Code that was just written comes back most often,
 * then what the document names itself, then what was looked at; files of the same folder have the same names in them.
 */
const WEIGHTS = { edited: 5, imported: 4, visited: 2, language: 1.5, folder: 1 };

/**
 * The names of the candidates to draw on, nearest first, at most `MOST_NEIGHBOURS`.
 * Depends on orders only, not on times: as long as nobody goes from file to file the list stays as it is.
 */
export function rankNeighbours(here: Here, candidates: readonly NeighbourCandidate[]): string[] {
  return candidates
    .filter((candidate) => candidate.path !== here.path && isOfUse(here, candidate))
    .map((candidate) => ({ name: candidate.name, score: scoreOf(here, candidate) }))
    .sort((one, other) => other.score - one.score || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_NEIGHBOURS)
    .map(({ name }) => name);
}

/** Another language has other words, unless the document says that it belongs to it. */
function isOfUse(here: Here, { language, imported }: NeighbourCandidate): boolean {
  return imported !== undefined || isRelated(here.language, language);
}

function scoreOf(here: Here, { path, language, imported, edited, visited }: NeighbourCandidate): number {
  return (
    WEIGHTS.edited * falling(edited) +
    WEIGHTS.imported * (imported === undefined ? 0 : 0.5 + falling(imported) / 2) +
    WEIGHTS.visited * falling(visited) +
    (language === here.language ? WEIGHTS.language : 0) +
    (folderOf(path) === folderOf(here.path) ? WEIGHTS.folder : 0)
  );
}

/** 1 for the first, half for the fifth. */
function falling(order: number | undefined): number {
  return order === undefined ? 0 : 4 / (4 + order);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

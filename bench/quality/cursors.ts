/**
 * Which cursors are measured. All follows from one seed. Files are put in the order of hashes of their names, so that another
 * package being installed moves few of them.
 */
import { createHash } from 'node:crypto';
import { type Random, seededRandom } from '../../src/sampling/random';
import { type Half, type Language, readSource, type Source, type SourceText, stem } from './sources';

export const KINDS = ['new line', 'after a space', 'inside a word', 'after punctuation'] as const;
export type Kind = (typeof KINDS)[number];

export interface Cursor {
  /** UTF-16 units into the file's text. */
  readonly offset: number;
  readonly kind: Kind;
  /** Whether the line is a comment, as far as its beginning tells. */
  readonly comment: boolean;
}

/** The cursors of one file, from its beginning to its end, so that most of what was read for one serves the next. */
export interface Sample {
  readonly source: SourceText;
  readonly cursors: readonly Cursor[];
}

/** Of each kind in one file. More would be cheaper and say less: cursors of one file are alike. */
const PER_KIND = 2;
const PER_FILE = PER_KIND * KINDS.length;
/** The cursors of a file are drawn from a stretch of so many lines: what the model reads moves little within it. */
const STRETCH = 60;
const LONGEST_LINE = 160;

/**
 * @param count at least so many cursors where there are enough files: each language and each kind gets the same share
 * @returns languages in turn, so that a part of a run tells something of all
 */
export function drawCursors(sources: readonly Source[], count: number, seed: number): readonly Sample[] {
  const languages = [...new Set(sources.map(({ language }) => language))];
  const wanted = Math.ceil(count / languages.length / PER_FILE);
  const drawn = languages.map((language) => drawFiles(inTurn(sources, language, seed), wanted, seed));
  return Array.from({ length: wanted }, (_, index) => drawn.flatMap((samples) => samples[index] ?? [])).flat();
}

function drawFiles(sources: Iterable<Source>, wanted: number, seed: number): Sample[] {
  const samples: Sample[] = [];
  for (const source of sources) {
    if (samples.length === wanted) break;
    const read = readSource(source);
    const cursors = read && drawInFile(read, seededRandom(numberOf(seed, source.name)));
    if (cursors) samples.push({ source: read, cursors });
  }
  return samples;
}

/** A file of each package, then another of each, so that large packages do not rule; never two of one name from a package. */
function* inTurn(sources: readonly Source[], language: Language, seed: number): Generator<Source> {
  const packages = new Map<string, Source[]>();
  const among = sources.filter((source) => source.language === language);
  for (const source of inOrder(among, ({ name }) => numberOf(seed, name))) {
    const files = packages.get(source.package) ?? [];
    if (!files.some(({ name }) => stem(name) === stem(source.name))) files.push(source);
    packages.set(source.package, files);
  }
  const queues = inOrder([...packages], ([name]) => numberOf(seed, name));
  for (let turn = 0; queues.some(([, files]) => turn < files.length); turn++) {
    for (const [, files] of queues) if (turn < files.length) yield files[turn]!;
  }
}

function inOrder<T>(items: readonly T[], rank: (item: T) => number): T[] {
  return items
    .map((item) => ({ item, at: rank(item) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** 32 bits of a hash. */
const numberOf = (seed: number, name: string) => createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE();

/** Undefined where the stretch drawn has too few cursors of some kind. */
function drawInFile({ text }: SourceText, random: Random): readonly Cursor[] | undefined {
  const lines = text.split('\n');
  const first = Math.floor(random.next() * Math.max(1, lines.length - STRETCH / 2));
  const found = new Map<Kind, Cursor[]>(KINDS.map((kind) => [kind, []]));
  let start = lines.slice(0, first).reduce((sum, line) => sum + line.length + 1, 0);
  for (const line of lines.slice(first, first + STRETCH)) {
    if (line.length <= LONGEST_LINE) {
      const comment = /^\s*(\/\/|\/?\*|#)/.test(line);
      for (const { at, kind } of places(line)) found.get(kind)!.push({ offset: start + at, kind, comment });
    }
    start += line.length + 1;
  }
  const drawn = KINDS.flatMap((kind) => shuffled(found.get(kind)!, random).slice(0, PER_KIND));
  return drawn.length === PER_FILE ? drawn.sort((a, b) => a.offset - b.offset) : undefined;
}

/** Where a cursor can stand in a line, so that something follows on it. Not after its last character, which is the next line's beginning. */
function* places(line: string): Generator<{ readonly at: number; readonly kind: Kind }> {
  const end = line.trimEnd().length;
  const begin = line.length - line.trimStart().length;
  if (end === 0) return;
  yield { at: begin, kind: 'new line' };
  for (let at = begin + 1; at < end; at++) {
    const [before, after] = [line[at - 1]!, line[at]!];
    if (isHalf(before) || isHalf(after)) continue;
    if (before === ' ') {
      if (after !== ' ') yield { at, kind: 'after a space' };
    } else if (isOfWord(before)) {
      if (isOfWord(after)) yield { at, kind: 'inside a word' };
    } else if (before !== '\t' && after !== ' ' && after !== '\t') yield { at, kind: 'after punctuation' };
  }
}

const isOfWord = (character: string) => /[\p{L}\p{N}_$]/u.test(character);
const isHalf = (unit: string) => /[\uD800-\uDFFF]/.test(unit);

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

export interface Place {
  readonly language: Language;
  readonly half: Half;
  readonly before: string;
  /** The rest of the line, which a suggestion should be. */
  readonly truth: string;
  /** What stands below: from the line's break on. */
  readonly after: string;
}

/** The text around a cursor as the person has it who is about to write the rest of the line: that rest is missing. */
export function placeOf({ text, language, half }: SourceText, { offset }: Pick<Cursor, 'offset'>): Place {
  const lineBreak = text.indexOf('\n', offset);
  const end = lineBreak === -1 ? text.length : lineBreak;
  return { language, half, before: text.slice(0, offset), truth: text.slice(offset, end), after: text.slice(end) };
}

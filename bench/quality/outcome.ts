/** From recorded answers to rates: of everything, and by language, kind and half. */
import { differenceIntervals, type Intervals, intervals } from './bootstrap';
import { type Column, PRODUCT } from './columns';
import { type Cursor, KINDS, type Kind, placeOf, type Sample } from './cursors';
import type { Answer } from './engine';
import { type Rates, ratesOf, type Score, scoreOf } from './rates';
import type { Record } from './record';
import type { Half, Language } from './sources';

/** Rates of a group of cursors. */
export interface Group {
  readonly name: string;
  readonly cursors: number;
  readonly rates: Rates;
  readonly intervals: Intervals;
}

export interface Measured extends Group {
  readonly key: Column['key'];
  /** Milliseconds of decoding in the median. */
  readonly decode: number;
  /** How far the product is ahead of it, at the same cursors; absent for the product itself. */
  readonly ahead?: { readonly rates: Rates; readonly intervals: Intervals };
  readonly halves: readonly Group[];
}

export interface Outcome {
  readonly files: number;
  readonly cursors: number;
  readonly columns: readonly Measured[];
  /** Of the product. */
  readonly byLanguage: readonly Group[];
  readonly byKind: readonly Group[];
  readonly byComment: readonly Group[];
}

interface Judged {
  readonly language: Language;
  readonly half: Half;
  readonly kind: Kind;
  readonly comment: boolean;
  readonly score: Score;
  readonly answer: Answer;
}

/** Every cursor of these samples has to be recorded for every column. */
export function judge(samples: readonly Sample[], columns: readonly Column[], record: Record): Outcome {
  const judged = new Map(columns.map((column) => [column.key, samples.map((sample) => judgeFile(sample, column, record))]));
  const product = judged.get(PRODUCT.key)!;
  const languages = [...new Set(product.flat().map(({ language }) => language))];
  return {
    files: samples.length,
    cursors: product.flat().length,
    columns: columns.map((column) => measured(column, judged.get(column.key)!, product)),
    byLanguage: languages.map((name) => groupOf(name, product, ({ language }) => language === name)),
    byKind: KINDS.map((name) => groupOf(name, product, ({ kind }) => kind === name)),
    byComment: [true, false].map((is) => groupOf(is ? 'comments' : 'code', product, ({ comment }) => comment === is)),
  };
}

function measured(column: Column, files: readonly (readonly Judged[])[], product: readonly (readonly Judged[])[]): Measured {
  const times = files
    .flat()
    .map(({ answer }) => answer.decode)
    .sort((a, b) => a - b);
  return {
    ...groupOf(column.title, files, () => true),
    key: column.key,
    decode: times[times.length >> 1] ?? 0,
    halves: (['tune', 'report'] as const).map((name) => groupOf(name, files, ({ half }) => half === name)),
    ...(column === PRODUCT ? {} : { ahead: difference(scoresOf(product), scoresOf(files)) }),
  };
}

function difference(first: readonly (readonly Score[])[], second: readonly (readonly Score[])[]) {
  const [a, b] = [ratesOf(first.flat()), ratesOf(second.flat())];
  const rates = Object.fromEntries(Object.entries(a).map(([rate, value]) => [rate, value - b[rate as keyof Rates]])) as unknown as Rates;
  return { rates, intervals: differenceIntervals(first, second) };
}

function groupOf(name: string, files: readonly (readonly Judged[])[], belongs: (judged: Judged) => boolean): Group {
  const scores = scoresOf(files.map((file) => file.filter(belongs)).filter((file) => file.length > 0));
  return { name, cursors: scores.flat().length, rates: ratesOf(scores.flat()), intervals: intervals(scores) };
}

const scoresOf = (files: readonly (readonly Judged[])[]) => files.map((file) => file.map(({ score }) => score));

function judgeFile({ source, cursors }: Sample, column: Column, record: Record): Judged[] {
  return cursors.map((cursor) => {
    const answer = record.find(source.name, cursor.offset, column.variant);
    if (!answer) throw new Error(`${source.name} at ${cursor.offset} was not measured for '${column.key}'`);
    const place = placeOf(source, cursor);
    const scores = column.shown(answer, place).map((text) => scoreOf({ text, truth: place.truth }));
    return { language: source.language, half: source.half, ...traits(cursor), score: best(scores), answer };
  });
}

const traits = ({ kind, comment }: Cursor) => ({ kind, comment });

/** Of several suggestions the one that gets most of the line right. */
const best = (scores: readonly Score[]) =>
  scores.reduce((a, b) => ((b.wholeLine - a.wholeLine || b.firstWord - a.firstWord || b.right - a.right) > 0 ? b : a));

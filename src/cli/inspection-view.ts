/** An inspection for a terminal: what stands in a line is text and bars, so that it can be read without colours. */
import { effectiveChoices } from '../inspection/entropy';
import type { Outcome } from '../inspection/outcome';
import { percent } from '../inspection/percent';
import { plainLabel } from '../inspection/token-label';
import type { Vocabulary } from '../inspection/vocabulary';
import type { Inspection } from '../protocol/inspection';

const LONGEST_LABEL = 24;
const LEAST_BAR = 8;
const WIDEST = 120; // columns; longer bars say no more
const MOST_ATTENDED = 12;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

export interface ViewOptions {
  /** How many of the likeliest tokens. */
  readonly top: number;
  /** Characters in a line. */
  readonly columns: number;
}

export function inspectionView(inspection: Inspection, outcome: Outcome, vocabulary: Vocabulary, options: ViewOptions): string {
  const columns = Math.min(options.columns, WIDEST);
  const label = (id: number) => shorten(plainLabel(vocabulary.label(id)));
  const sections = [
    summary(inspection, outcome, vocabulary, label),
    nextTokens(outcome, label, options.top, columns),
    settings(outcome),
    ...(inspection.attention ? [attended(inspection, inspection.attention, label, columns)] : []),
    ...(inspection.layers ? [layers(inspection.layers, label, columns)] : []),
    ...(inspection.embedding ? [embedding(inspection, inspection.embedding, label, columns)] : []),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Label = (id: number) => string;

function summary({ ids, position, healed, memory }: Inspection, { next }: Outcome, vocabulary: Vocabulary, label: Label): string[] {
  const bits = next.entropy;
  const read = `${ids.length} ${ids.length === 1 ? 'token' : 'tokens'} read, the last is ${label(ids[position]!)}`;
  return [
    healed.length > 0 ? `${read}; ${vocabulary.quote(healed)} is taken back, to be spelled again` : read,
    `entropy ${bits.toFixed(2)} bits, as undecided as among ${effectiveChoices(bits).toPrecision(2)} equally likely tokens`,
    ...(memory ? [`memory has ${percent(memory.share)} of it: the last ${memory.match} tokens stood elsewhere`] : []),
  ];
}

function nextTokens(outcome: Outcome, label: Label, top: number, columns: number): string[] {
  const { next } = outcome;
  const shown = Math.min(top, next.size);
  const rows = [...next.likeliest(shown)].map((id, index) => {
    const [before, after] = [next.mixed[id]!, outcome.final(id)];
    const verdict = outcome.isKept(id) ? percent(after) : `cut by ${outcome.explanation.cutBy(id)?.replace('-', ' ')}`;
    return [String(index + 1), label(id), String(id), percent(before), verdict, before] as const;
  });
  const head = ['', 'token', 'id', next.memory ? 'mixed' : 'model', 'drawn'] as const;
  const width = (column: 0 | 1 | 2 | 3 | 4) => Math.max(head[column].length, ...rows.map((row) => row[column].length));
  const line = (cells: readonly string[]) =>
    `${cells[0]!.padStart(width(0))}  ${cells[1]!.padEnd(width(1))}  ${cells[2]!.padStart(width(2))}  ${cells[3]!.padStart(width(3))}  ${cells[4]!.padEnd(width(4))}`;
  const room = columns - line(['', '', '', '', '']).length - 2;
  const rest = Math.max(0, 1 - next.cumulative(shown));
  const areAllShown = rows.filter((row) => outcome.isKept(Number(row[2]))).length === outcome.kept;
  const drawnRest = areAllShown ? 0 : Math.max(0, 1 - outcome.finalOf(shown));
  return [
    line(head).trimEnd(),
    ...rows.map((row) => `${line(row.slice(0, 5) as string[])}  ${bar(row[5], room)}`.trimEnd()),
    `${next.size - shown} other tokens: ${percent(rest)}, ${percent(drawnRest)} drawn`,
  ];
}

function settings({ stages }: Outcome): string[] {
  return [
    'settings, in their order',
    ...stages.map(({ name, kept, removed }) => `  ${name.replace('-', ' ').padEnd(18)}  keeps ${kept}, cuts ${percent(removed)}`),
  ];
}

function attended(
  { ids }: Inspection,
  { layers: count, heads, tokens, weights }: NonNullable<Inspection['attention']>,
  label: Label,
  columns: number,
): string[] {
  const mean = new Float64Array(tokens);
  for (const [index, weight] of weights.entries()) mean[index % tokens] = mean[index % tokens]! + weight / (count * heads);
  const strongest = [...mean.keys()].sort((a, b) => mean[b]! - mean[a]!).slice(0, MOST_ATTENDED);
  const digits = String(tokens).length;
  const entries = strongest.map((index) => ({ name: `${String(index).padStart(digits)}  ${label(ids[index]!)}`, value: mean[index]! }));
  return [`attention, the mean of ${count} layers with ${heads} heads each`, ...barChart(entries, columns)];
}

function layers(all: NonNullable<Inspection['layers']>, label: Label, columns: number): string[] {
  const answer = all.at(-1)?.top[0]?.id;
  const others = all.findLastIndex(({ top }) => top[0]?.id !== answer);
  const entries = all.map(({ layer, top: [best] }) => ({
    name: `${String(layer + 1).padStart(2)}  ${best ? label(best.id) : ''}`,
    value: best ? Math.exp(best.logprob) : 0,
  }));
  return [`layers: the likeliest token after each; the answer is the same from layer ${others + 2} on`, ...barChart(entries, columns)];
}

function embedding(
  { ids, position }: Inspection,
  { norm, neighbours }: NonNullable<Inspection['embedding']>,
  label: Label,
  columns: number,
): string[] {
  const heading = `embedding of ${label(ids[position]!)}: length ${norm.toPrecision(4)}; the nearest tokens by cosine`;
  const width = Math.max(...neighbours.map(({ id }) => label(id).length));
  return [
    heading,
    ...neighbours.map(({ id, cosine }) =>
      `  ${label(id).padEnd(width)}  ${cosine.toFixed(3).padStart(6)}  ${bar(cosine, columns - width - 12)}`.trimEnd(),
    ),
  ];
}

function barChart(entries: readonly { readonly name: string; readonly value: number }[], columns: number): string[] {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return entries.map(({ name, value }) =>
    `  ${name.padEnd(width)}  ${percent(value).padStart(7)}  ${bar(value, columns - width - 13)}`.trimEnd(),
  );
}

/** A bar of the whole `room` for 1, in eighths of a character. */
function bar(share: number, room: number): string {
  if (room < LEAST_BAR) return '';
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * room * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

const shorten = (text: string) => ([...text].length <= LONGEST_LABEL ? text : `${[...text].slice(0, LONGEST_LABEL - 1).join('')}…`);

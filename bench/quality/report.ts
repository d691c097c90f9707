/** What was measured, as a table for the terminal, as a page for the repository, and as data. */
import type { Interval } from './bootstrap';
import type { Group, Measured, Outcome } from './outcome';
import { RATES, type Rates } from './rates';
import type { Setting } from './record';

export interface Description {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memory: number;
    readonly system: string;
    readonly node: string;
    readonly date: string;
  };
  readonly setting: Setting;
  /** That this run took to ask the engine; less than all where answers were recorded before. */
  readonly seconds: number;
  readonly threads: number;
}

const TITLES: Readonly<Record<keyof Rates, string>> = {
  wholeLine: 'whole line',
  firstWord: 'first word',
  characters: 'characters',
  shown: 'shown',
  kept: 'kept',
};

const TARGETS = { wholeLine: 0.26, firstWord: 0.62 } as const;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const interval = ({ low, high }: Interval) => `${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)}`;
const points = (share: number) => `${share < 0 ? '' : '+'}${(100 * share).toFixed(1)}`;
const signed = ({ low, high }: Interval) => `${points(low)} to ${points(high)}`;

export function terminal(outcome: Outcome, description: Description): string {
  const sections = tables(outcome).map(({ title, lines }) => `${title}\n\n${aligned(lines)}`);
  return `\n${heading(outcome, description)}\n\n${sections.join('\n\n')}\n\n${verdicts(outcome).join('\n')}`;
}

export function page(outcome: Outcome, description: Description): string {
  const sections = tables(outcome).map(({ title, lines: [head, ...rest] }) => {
    const rule = head!.map((_, column) => (column === 0 ? '---' : '--:'));
    return `## ${title}\n\n${[head!, rule, ...rest].map((line) => `| ${line.join(' | ')} |`).join('\n')}`;
  });
  return `# How often suggestions are right

Written by \`npm run bench:quality\`. ${heading(outcome, description)}

What is measured, and how, is in [README.md](README.md#quality). In brackets: 95 % intervals, from drawing files anew.

${sections.join('\n\n')}

## Targets

${verdicts(outcome)
  .map((line) => `- ${line}`)
  .join('\n')}
`;
}

export function json(outcome: Outcome, description: Description) {
  return { ...description, ...outcome };
}

function heading({ files, cursors }: Outcome, { machine, setting }: Description): string {
  const { cpu, cores, memory, system, node, date } = machine;
  return `${cursors.toLocaleString('en')} cursors in ${files} files of ${setting.languages.join(', ')}; seed ${setting.seed}, sample ${setting.sample},
engine ${setting.engine}; ${date}, ${cpu}, ${cores} cores, ${memory} GB, ${system}, Node ${node}.`;
}

interface Table {
  readonly title: string;
  readonly lines: readonly (readonly string[])[];
}

function tables({ columns, byLanguage, byKind, byComment }: Outcome): readonly Table[] {
  const [product, ...others] = columns;
  const titles = RATES.map((rate) => TITLES[rate]);
  const rows = (groups: readonly Group[]) => [
    ['', 'cursors', ...titles],
    ...groups.map(({ name, cursors, rates, intervals }) => [
      name,
      String(cursors),
      ...RATES.map((rate) => `${percent(rates[rate])} (${interval(intervals[rate])})`),
    ]),
  ];
  const compared = [
    ['', ...titles, 'decoding, ms'],
    ...columns.map(({ name, rates, decode }) => [name, ...RATES.map((rate) => percent(rates[rate])), decode.toFixed(0)]),
  ];
  const ahead = [
    ['', ...titles],
    ...others.map(({ name, ahead: by }) => [
      name,
      ...RATES.map((rate) => (by ? `${points(by.rates[rate])} (${signed(by.intervals[rate])})` : '')),
    ]),
  ];
  return [
    { title: 'All', lines: rows([product!, ...product!.halves].filter(({ cursors }) => cursors > 0)) },
    { title: 'By language', lines: rows(byLanguage) },
    { title: 'By kind of cursor', lines: rows(byKind) },
    { title: 'Code and comments', lines: rows(byComment.filter(({ cursors }) => cursors > 0)) },
    ...(others.length === 0
      ? []
      : [
          { title: 'With parts switched off, or done differently', lines: compared },
          { title: 'How far the product is ahead of each, percentage points', lines: ahead },
        ]),
    ...(others.length === 0 || product!.halves.some(({ cursors }) => cursors === 0)
      ? []
      : [{ title: 'The same, by half: tune / report', lines: byHalf(columns) }]),
  ];
}

function byHalf(columns: readonly Measured[]): string[][] {
  return [
    ['', ...RATES.map((rate) => TITLES[rate])],
    ...columns.map(({ name, halves }) => [name, ...RATES.map((rate) => halves.map(({ rates }) => percent(rates[rate])).join(' / '))]),
  ];
}

function verdicts({ columns: [product], cursors }: Outcome): string[] {
  return Object.entries(TARGETS).map(([key, target]) => {
    const rate = key as keyof typeof TARGETS;
    const value = product!.rates[rate];
    const word = value >= target ? 'met' : 'missed';
    return `${word}: ${TITLES[rate]} right at least ${percent(target)} of the time: ${percent(value)} of ${cursors} cursors (${interval(product!.intervals[rate])})`;
  });
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '))
    .join('\n');
}

/** From the words of a command line to a command with checked options; every fault is a `UsageFault` that names the word. */
import { parseArgs } from 'node:util';
import { languageOfFile } from '../completion/language/files';
import type { Extent } from '../protocol/messages';
import type { SamplingSettings } from '../sampling/settings';
import { UsageFault } from './faults';
import { SAMPLING_OPTIONS, samplingSettings } from './sampling-options';

export type Precision = 'stored' | 'float';

interface Common {
  readonly model: string | undefined;
  readonly threads: number;
  readonly json: boolean;
}

export interface Cursor {
  readonly line: number; // 1-based
  readonly column: number; // 1-based, in UTF-16 units
}

export type LogitsInput = { readonly file: string } | { readonly text: string } | { readonly ids: readonly number[] };

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | (Common & {
      readonly name: 'complete';
      readonly sampling: SamplingSettings;
      /** How many candidates; undefined for the completion alone. */
      readonly count: number | undefined;
      readonly lookup: boolean;
      /** Whether the likeliest first word is looked for, as in the editor, or only the likeliest token each time. */
      readonly firstWord: boolean;
      /** Files that the memory may draw on, the most related first; undefined where it is off. */
      readonly open: readonly string[] | undefined;
      readonly file: string;
      readonly cursor: Cursor | undefined;
      readonly maxTokens: number;
      readonly extent: Extent;
      /** The language by whose rules what would not be shown is taken away; undefined to show all. */
      readonly filters: string | undefined;
    })
  | (Common & {
      readonly name: 'inspect';
      readonly sampling: SamplingSettings;
      readonly open: readonly string[] | undefined;
      readonly file: string;
      readonly cursor: Cursor | undefined;
      readonly heal: boolean;
      readonly top: number;
      /** What the view shows besides; JSON has all. */
      readonly sections: Readonly<Record<'attention' | 'layers' | 'embedding', boolean>>;
    })
  | (Common & { readonly name: 'logits'; readonly input: LogitsInput; readonly top: number; readonly precision: Precision })
  | (Common & { readonly name: 'tokens'; readonly file: string })
  | (Common & { readonly name: 'info' })
  | (Common & { readonly name: 'replay'; readonly file: string });

const COMMON = {
  model: { type: 'string' },
  threads: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MOST_CANDIDATES = 20;

/** @throws UsageFault */
export function parseCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageFault('No command was given.');
  if (name === 'help' || name === '--help' || name === '-h') return { name: 'help' };
  if (name === '--version') return { name: 'version' };
  switch (name) {
    case 'complete':
      return parseComplete(rest);
    case 'inspect':
      return parseInspect(rest);
    case 'logits':
      return parseLogits(rest);
    case 'tokens':
      return parseTokens(rest);
    case 'info':
      return parseInfo(rest);
    case 'replay':
      return parseReplay(rest);
    default:
      throw new UsageFault(`There is no command '${name}'.`);
  }
}

function parseComplete(args: string[]): Command {
  const { values, positionals } = parse(args, {
    line: { type: 'string' },
    column: { type: 'string' },
    'max-tokens': { type: 'string', default: '64' },
    multiline: { type: 'boolean', default: false },
    n: { type: 'string' },
    'no-lookup': { type: 'boolean', default: false },
    'first-word': { type: 'boolean', default: false },
    open: { type: 'string', multiple: true, default: [] },
    'no-memory': { type: 'boolean', default: false },
    filters: { type: 'boolean', default: false },
    language: { type: 'string' },
    ...SAMPLING_OPTIONS,
  });
  if (values.help) return { name: 'help' };
  const sampling = samplingSettings(values);
  const count = values.n === undefined ? undefined : whole('n', values.n, 1, MOST_CANDIDATES);
  if (sampling.strategy === 'beam' && (count ?? 1) > sampling.beams) {
    throw new UsageFault(`--n ${count} is more than --beams ${sampling.beams}.`);
  }
  if (values['first-word'] && (sampling.strategy !== 'greedy' || count !== undefined))
    throw new UsageFault('--first-word is for a single greedy continuation.');
  if (values.language !== undefined && !values.filters)
    throw new UsageFault('--language says by which rules to filter, and needs --filters.');
  const file = onlyFile(positionals);
  return {
    name: 'complete',
    sampling,
    count,
    lookup: !values['no-lookup'],
    firstWord: values['first-word'],
    open: values['no-memory'] ? undefined : values.open,
    ...common(values),
    file,
    cursor: cursorOf(values),
    maxTokens: whole('max-tokens', values['max-tokens'], 0, 100_000),
    extent: values.multiline ? 'block' : 'line',
    filters: values.filters ? (values.language ?? languageOfFile(file)) : undefined,
  };
}

function parseInspect(args: string[]): Command {
  const { values, positionals } = parse(args, {
    line: { type: 'string' },
    column: { type: 'string' },
    heal: { type: 'boolean', default: false },
    top: { type: 'string', default: '20' },
    attention: { type: 'boolean', default: false },
    layers: { type: 'boolean', default: false },
    embedding: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    open: { type: 'string', multiple: true, default: [] },
    ...SAMPLING_OPTIONS,
  });
  if (values.help) return { name: 'help' };
  const { heal, attention, layers, embedding, memory, open } = values;
  return {
    name: 'inspect',
    sampling: samplingSettings(values),
    open: memory || open.length > 0 ? open : undefined,
    ...common(values),
    file: onlyFile(positionals),
    cursor: cursorOf(values),
    heal,
    top: whole('top', values.top, 1),
    sections: { attention, layers, embedding },
  };
}

function cursorOf({ line, column }: { readonly line?: string | undefined; readonly column?: string | undefined }): Cursor | undefined {
  if ((line === undefined) !== (column === undefined)) throw new UsageFault('--line and --column go together.');
  return line === undefined || column === undefined ? undefined : { line: whole('line', line, 1), column: whole('column', column, 1) };
}

function parseLogits(args: string[]): Command {
  const { values, positionals } = parse(args, {
    text: { type: 'string' },
    ids: { type: 'string' },
    top: { type: 'string', default: '10' },
    precision: { type: 'string', default: 'stored' },
  });
  if (values.help) return { name: 'help' };
  const { text, ids, precision } = values;
  if ([text, ids, positionals[0]].filter((input) => input !== undefined).length !== 1) {
    throw new UsageFault('Give one of FILE, --text or --ids.');
  }
  if (precision !== 'stored' && precision !== 'float') throw new UsageFault(`--precision is 'stored' or 'float', not '${precision}'.`);
  const input = text !== undefined ? { text } : ids !== undefined ? { ids: parseIds(ids) } : { file: onlyFile(positionals) };
  return { name: 'logits', ...common(values), input, top: whole('top', values.top, 1), precision };
}

function parseTokens(args: string[]): Command {
  const { values, positionals } = parse(args, {});
  if (values.help) return { name: 'help' };
  return { name: 'tokens', ...common(values), file: onlyFile(positionals) };
}

function parseInfo(args: string[]): Command {
  const { values, positionals } = parse(args, {});
  if (values.help) return { name: 'help' };
  if (positionals.length > 0) throw new UsageFault(`'info' takes no file, but got '${positionals[0]}'.`);
  return { name: 'info', ...common(values) };
}

function parseReplay(args: string[]): Command {
  const { values, positionals } = parse(args, {});
  if (values.help) return { name: 'help' };
  return { name: 'replay', ...common(values), file: onlyFile(positionals) };
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse<const T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options: { ...COMMON, ...options }, allowPositionals: true, strict: true });
  } catch (error) {
    // The parser's first sentence names the word; what follows explains shell quoting at length.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.)\s|\n/);
    throw new UsageFault(sentence.endsWith('.') ? sentence : `${sentence}.`);
  }
}

function common(values: { readonly model?: string | undefined; readonly threads: string; readonly json: boolean }): Common {
  return { model: values.model, threads: whole('threads', values.threads, 0, 256), json: values.json };
}

function onlyFile(positionals: readonly string[]): string {
  const [file, second] = positionals;
  if (file === undefined) throw new UsageFault('No file was given.');
  if (second !== undefined) throw new UsageFault(`One file is enough; '${second}' is a second one.`);
  return file;
}

function whole(option: string, value: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  throw new UsageFault(`--${option} is a whole number ${range}, not '${value}'.`);
}

function parseIds(list: string): number[] {
  return list.split(',').map((item) => whole('ids', item.trim(), 0));
}

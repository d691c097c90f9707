import { parseArgs } from 'node:util';
import { isPart, isTrial, PARTS, type Part, TRIALS, type Trial } from './columns';
import { DEFAULT_LANGUAGES, type Half, LANGUAGES, type Language } from './sources';

export const USAGE = `npm run bench:quality -- [--cursors 1000] [--seed 1] [--threads 2] [--off ${PARTS.join(',')}|all|none]
                         [--try ${TRIALS.join(',')}] [--half tune|report] [--languages ${DEFAULT_LANGUAGES.join(',')}]
                         [--json FILE] [--record FILE] [--steps] [--resume] [--minutes N]

--off: parts to switch off, each alone, to show what it gives (default: all)
--try: other ways to choose a suggestion, measured beside
--half: only files of one half; constants are chosen on the one and reported on the other
--languages: also ${LANGUAGES.filter((language) => !DEFAULT_LANGUAGES.includes(language)).join(', ')}, where their libraries are installed
--record: where the engine's answers are kept (default: out/bench/quality.jsonl); --resume goes on with them
--steps: records too what model and memory expect at each token of the line that stands in the file
--minutes: stops after so many, judges what is measured, and ends with status 3, to be resumed
A whole run of at least 1,000 cursors writes bench/quality.md.`;

export interface Options {
  readonly cursors: number;
  readonly seed: number;
  readonly threads: number;
  readonly off: readonly Part[];
  readonly trials: readonly Trial[];
  readonly half: Half | undefined;
  readonly languages: readonly Language[];
  readonly json: string | undefined;
  readonly record: string | undefined;
  readonly steps: boolean;
  readonly resume: boolean;
  readonly minutes: number;
}

/** @throws Error with a sentence for the user; undefined when only the usage is asked for */
export function readOptions(words: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cursors: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
      off: { type: 'string', default: 'all' },
      try: { type: 'string', default: '' },
      half: { type: 'string' },
      languages: { type: 'string', default: DEFAULT_LANGUAGES.join(',') },
      json: { type: 'string' },
      record: { type: 'string' },
      steps: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { half } = values;
  if (half !== undefined && half !== 'tune' && half !== 'report') throw new Error(`--half is '${half}', but has to be tune or report`);
  return {
    cursors: count('cursors', values.cursors, 1, 100_000),
    seed: count('seed', values.seed, 0, 2 ** 32 - 1),
    threads: count('threads', values.threads, 1, 64),
    off: values.off === 'all' ? PARTS : list('off', values.off === 'none' ? '' : values.off, PARTS, isPart),
    trials: list('try', values.try, TRIALS, isTrial),
    half,
    languages: list('languages', values.languages, LANGUAGES, (name): name is Language => LANGUAGES.some((one) => one === name)),
    json: values.json,
    record: values.record,
    steps: values.steps,
    resume: values.resume,
    minutes: values.minutes === undefined ? Number.POSITIVE_INFINITY : count('minutes', values.minutes, 1, 10_000),
  };
}

function list<T extends string>(name: string, text: string, known: readonly string[], isKnown: (word: string) => word is T): T[] {
  const words = text.split(',').filter((word) => word !== '');
  const unknown = words.find((word) => !isKnown(word));
  if (unknown !== undefined) throw new Error(`--${name} names '${unknown}', but there are only ${known.join(', ')}`);
  return words.filter(isKnown);
}

function count(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is '${text}', but has to be ${least} to ${most}`);
  return value;
}

/** Files to type in: pieces of Inkling's own sources, each long enough to fill the window. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** More than 2,048 tokens. */
const CHARACTERS = 9_000;

/**
 * Writes them into a new folder.
 * @returns the names of the files
 */
export function makeWorkspace(root: string, folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'));
  let next = 0;
  return Array.from({ length: count }, (_, index) => {
    let text = '';
    while (text.length < CHARACTERS) text += `${sources[next++ % sources.length]}\n`;
    const name = `piece-${index}.ts`;
    writeFileSync(join(folder, name), text);
    return name;
  });
}

/** Less than a quarter of the window, so that it is read whole from the first key on. */
const SHORT = 1_200; // characters

/** Writes a file of the same short content for each name. @returns what they are called */
export function makeTwins<Name extends string>(root: string, folder: string, names: readonly Name[]): Record<Name, string> {
  const text = readFileSync(join(root, 'src', 'sampling', 'sampler.ts'), 'utf8').slice(0, SHORT);
  const twins = {} as Record<Name, string>;
  for (const name of names) {
    twins[name] = `beside-${name}.ts`;
    writeFileSync(join(folder, twins[name]), `${text.slice(0, text.lastIndexOf('\n'))}\n}\n\n`);
  }
  return twins;
}

/** What is typed: a person's code of some length, with little that stands in those files word by word. */
export const TYPED = `export interface Reading {
  readonly time: number;
  readonly value: number;
}

export function average(readings: readonly Reading[]): number {
  let sum = 0;
  for (const reading of readings) {
    sum += reading.value;
  }
  return readings.length === 0 ? 0 : sum / readings.length;
}

export function largest(readings: readonly Reading[]): Reading | undefined {
  let best: Reading | undefined;
  for (const reading of readings) {
    if (best === undefined || reading.value > best.value) {
      best = reading;
    }
  }
  return best;
}

export function smoothed(readings: readonly Reading[], weight: number): Reading[] {
  const result: Reading[] = [];
  let last = readings[0]?.value ?? 0;
  for (const { time, value } of readings) {
    last = weight * value + (1 - weight) * last;
    result.push({ time, value: last });
  }
  return result;
}
`;

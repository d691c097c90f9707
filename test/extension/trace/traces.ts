import type { Run, Trace } from '../../../src/completion/trace/trace';
import { questionOf } from '../completion/fake-engine';
import { completion, request } from '../engine/fake-transport';

export const RUN: Run = {
  request: { ...request('file:///a.ts'), neighbours: ['file:///b.ts'] },
  sources: [{ name: 'file:///b.ts', text: 'let b;' }],
  completion: {
    ...completion('x | y\nz'),
    tokens: [
      { id: 1, text: 'x |', logprob: Math.log(0.5) },
      { id: 2, text: ' y\n', logprob: Math.log(0.25), memory: { share: 0.4, match: 5 } },
    ],
    candidates: [{ text: 'x | y\nz', tokens: [], logprob: Math.log(0.125), score: -2.08, stop: 'line-end' }],
  },
  shapings: [{ raw: 'x | y\nz', text: 'x | y', steps: [{ name: 'repeats-below', before: 'x | y\nz', after: 'x | y' }] }],
};

/** A trace of an ordinary suggestion, but for what a test changes. */
export function traceOf(changes: Partial<Trace> = {}): Trace {
  return {
    time: Date.UTC(2026, 0, 2, 3, 4, 5),
    document: 'file:///a.ts',
    language: 'typescript',
    facts: questionOf('a|').facts,
    closed: undefined,
    lookups: [
      { name: 'typed-along', found: false },
      { name: 'earlier-answer', found: false },
      { name: 'in-flight', found: false },
      { name: 'engine', found: true },
    ],
    pause: { ms: 52, power: 'battery' },
    total: 123.4,
    run: RUN,
    texts: ['x | y'],
    isPart: false,
    silence: undefined,
    ...changes,
  };
}

import { describe, expect, it } from 'vitest';
import type { PowerReason } from '../../../src/completion/power/policy';
import { type StatusFacts, statusOf } from '../../../src/extension/status/status';
import { statusActions, statusView } from '../../../src/extension/status/view';
import { CASES, FACTS } from './facts';

const viewOf = (facts: Partial<StatusFacts>) => statusView(statusOf({ ...FACTS, ...facts }));

describe('a status', () => {
  it.each(CASES)('$label ($kind)', ({ facts, kind, text, label, command }) => {
    const view = viewOf(facts);
    expect(view).toMatchObject({ kind, text, label, action: { command } });
    expect(view.summary).toMatch(/\.$/);
  });

  it('is one of at least ten that can be told apart, by eye and by ear', () => {
    const views = CASES.map(({ facts }) => viewOf(facts));
    expect(new Set(views.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(views.map(({ text }) => text)).size).toBe(new Set(views.map(({ label }) => label)).size);
  });

  it('says what would have to change first, when several are true', () => {
    for (const [index, strong] of CASES.entries()) {
      for (const weak of CASES.slice(index + 1)) {
        if (Object.keys(weak.facts).some((fact) => fact in strong.facts)) continue;
        expect(viewOf({ ...weak.facts, ...strong.facts }).label).toBe(strong.label);
      }
    }
  });

  it('names the model, what it costs, and what the last run took', () => {
    expect(viewOf(CASES.find(({ kind }) => kind === 'thinking')?.facts ?? {}).details).toEqual([
      'fake, 180 MB of memory, 2 threads',
      'Last completion: 31 ms; 7 tokens reused, 2 read, 5 written',
      'Writing took 4.0 ms a token',
    ]);
    expect(viewOf({}).details).toEqual([]);
  });

  it('says no time a token where none was written', () => {
    const { engine } = CASES.find(({ kind }) => kind === 'thinking')!.facts;
    if (engine?.kind !== 'thinking' || !engine.last) throw new Error('the case has a last run');
    const last = { ...engine.last, counts: { ...engine.last.counts, decoded: 0 } };
    expect(viewOf({ engine: { ...engine, last } }).details).toHaveLength(2);
  });

  it.each<[Partial<StatusFacts>, string]>([
    [{ engine: { kind: 'failed', error: { code: 'model-missing', args: ['/m'] } } }, 'There is no model file at /m.'],
    [{ engine: { kind: 'failed', error: { code: 'engine-internal', args: ['why'] } } }, 'The engine met an unexpected error: why.'],
    [{ excluded: { kind: 'secret', reason: 'key' } }, 'This file is not read: by its name it holds a key.'],
    [{ excluded: { kind: 'pattern', pattern: '*.x' } }, 'This file is not read: inkling.completion.exclude has the pattern *.x.'],
    [{ snoozedUntil: Number.POSITIVE_INFINITY }, 'Snoozed until the window is closed.'],
    [{ off: 'language' }, 'Completions are off for this language: markdown.'],
    [{}, 'Ready: the engine starts with the next completion.'],
  ])('gives the reason: %j', (facts, summary) => {
    expect(viewOf(facts).summary).toBe(summary);
  });

  it('says until when it is snoozed', () => {
    expect(viewOf({ snoozedUntil: new Date(2026, 0, 1, 13, 37).getTime() }).summary).toMatch(/^Snoozed until .*\b(13|1|01):37\b.*\.$/);
  });

  it('says in its own words why power is saved', () => {
    const reasons: PowerReason[] = ['load', 'battery', 'power-saver', 'battery-low', 'setting'];
    expect(new Set(reasons.map((power) => viewOf({ power }).summary)).size).toBe(reasons.length);
    expect(viewOf({ power: 'load' }).action).toMatchObject({ arguments: ['inkling.power.policy'] });
  });
});

describe('what can be done besides', () => {
  it('is not to switch off what is off', () => {
    const titles = (kind: 'off' | 'snoozed' | 'ready') => statusActions({ kind }).map(({ title }) => title);
    expect(titles('ready')).toEqual(['Snooze', 'Turn off', 'Restart engine', 'Show log']);
    expect(titles('off')).toEqual(['Restart engine', 'Show log']);
    expect(titles('snoozed')).toEqual(['Restart engine', 'Show log']);
  });
});

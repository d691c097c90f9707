import { beforeEach, describe, expect, it } from 'vitest';
import type { InlineCompletionContext, InlineCompletionItem, LogOutputChannel, Memento, SelectedCompletionInfo } from 'vscode';
import { LEVELS } from '../../../src/completion/confidence/levels';
import { UNSAVED } from '../../../src/completion/power/policy';
import { Traces } from '../../../src/completion/trace/traces';
import { Completer } from '../../../src/extension/completion/completer';
import { CompletionProvider } from '../../../src/extension/completion/provider';
import { ReadOnly } from '../../../src/extension/completion/read-only';
import { QuestionReader } from '../../../src/extension/completion/reader';
import { Exclusion } from '../../../src/extension/context/exclusion';
import { Clock } from '../../../src/extension/engine/clock';
import { Settings } from '../../../src/extension/settings';
import { Snooze } from '../../../src/extension/snooze';
import { Switches } from '../../../src/extension/switches';
import { EngineFault } from '../../../src/protocol/errors';
import type { Completion, CompletionRequest } from '../../../src/protocol/messages';
import { checkSettings } from '../../../src/sampling/settings';
import { completion } from '../engine/fake-transport';
import {
  FakeMemento,
  InlineCompletionTriggerKind,
  living,
  logChannel,
  Range,
  reset,
  Signal,
  setSetting,
  state,
  TabInputTextDiff,
  window,
} from '../vscode-mock';
import { at, withCursor } from './fake-document';

const AUTOMATIC = InlineCompletionTriggerKind.Automatic;
const INVOKE = InlineCompletionTriggerKind.Invoke;

/** A provider whose engine says `answer`, and what it was asked. */
function providerOf(answer: string | ((request: CompletionRequest, signal: AbortSignal) => Promise<Completion>)) {
  const asked: CompletionRequest[] = [];
  const engine = {
    remembered: () => undefined,
    complete: async (request: CompletionRequest, { signal }: { signal?: AbortSignal } = {}) => {
      if (request.purpose) return completion('');
      asked.push(request);
      return typeof answer === 'string' ? completion(answer) : answer(request, signal ?? AbortSignal.abort());
    },
  };
  const settings = new Settings(logChannel());
  const exclusion = new Exclusion(settings, () => {});
  const neighbours = { neighboursOf: () => ['file:///near.ts'] };
  const traces = new Traces();
  const readOnly = new ReadOnly();
  const switches = new Switches(settings, new FakeMemento() as unknown as Memento);
  const snooze = new Snooze();
  const completer = new Completer({ engine, traces, power: () => UNSAVED, clock: new Clock(), date: () => 0 });
  const provider = new CompletionProvider({
    completer,
    reader: new QuestionReader({
      sources: { settings, switches, exclusion, readOnly, snoozedUntil: () => snooze.until },
      settings,
      neighbours,
    }),
    traces,
    log: logChannel() as unknown as LogOutputChannel,
  });

  const ask = async (
    marked: string,
    options: { kind?: 0 | 1; selected?: SelectedCompletionInfo; token?: FakeToken } & DocumentOptions = {},
  ) => {
    const { document, position } = withCursor(marked, options);
    const context: InlineCompletionContext = { triggerKind: options.kind ?? AUTOMATIC, selectedCompletionInfo: options.selected };
    const items = await provider.provideInlineCompletionItems(document, position, context, options.token ?? new FakeToken());
    return items.map(applied);
  };
  return { provider, asked, ask, traces, switches, snooze };
}

function several(...texts: readonly string[]): (request: CompletionRequest) => Promise<Completion> {
  const candidates = texts.map((text) => ({ text, tokens: [], logprob: -1, score: -1, stop: 'line-end' as const }));
  return async () => ({ ...completion(texts[0] ?? ''), candidates });
}

type DocumentOptions = NonNullable<Parameters<typeof withCursor>[1]>;

class FakeToken {
  isCancellationRequested = false;
  readonly #signal = new Signal<void>();
  readonly onCancellationRequested = this.#signal.event as never;
  cancel(): void {
    this.isCancellationRequested = true;
    this.#signal.fire();
  }
}

/** An item as text and the columns it replaces. */
function applied({ insertText, range }: InlineCompletionItem): [unknown, number | undefined, number | undefined] {
  return [insertText, range?.start.character, range?.end.character];
}

beforeEach(reset);

describe('CompletionProvider', () => {
  it('has nothing that VS Code could take for a proposed handler', () => {
    const { provider } = providerOf('');
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(provider));
    expect(names.sort()).toEqual(['constructor', 'provideInlineCompletionItems']);
    expect(Object.keys(provider)).toEqual([]);
  });

  it('asks for the text before the cursor as it is, and inserts the answer there', async () => {
    const { asked, ask } = providerOf('urn 1;');
    expect(await ask('a\nret|\nb', { eol: '\r\n' })).toEqual([['urn 1;', 3, 3]]);
    expect(asked).toEqual([
      {
        document: 'file:///a.ts',
        prefix: { text: 'a\r\nret', start: 0 },
        extent: 'line',
        maxTokens: 64,
        sampling: checkSettings({}),
        neighbours: ['file:///near.ts'],
        timeLimit: 5_000,
        beginnings: 2,
        leastProbability: LEVELS.low.running,
        patience: 400,
        suffix: '\r\nb',
      },
    ]);
  });

  it('has no time limit when the user asks', async () => {
    const { asked, ask } = providerOf('urn 1;');
    await ask('ret|', { kind: INVOKE });
    expect(asked[0]).not.toHaveProperty('timeLimit');
  });

  it('lets the engine write on only as far as it is sure enough of what it writes, unless the user asks or has it so', async () => {
    const { asked, ask } = providerOf('urn 1;');
    await ask('ret|', { kind: INVOKE });
    setSetting('inkling.completion.minimumConfidence', 'off');
    await ask('other|');
    for (const request of asked) expect(request).not.toHaveProperty('leastProbability');
    setSetting('inkling.completion.minimumConfidence', 'high');
    await ask('one more|');
    expect(asked.at(-1)).toHaveProperty('leastProbability', LEVELS.high.running);
  });

  it('follows the settings', async () => {
    const { asked, ask } = providerOf('x');
    setSetting('inkling.completion.maxTokens', 7);
    await ask('a|');
    setSetting('inkling.completion.maxTokens', 1_000);
    await ask('b|');
    setSetting('inkling.enabled', false);
    expect(await ask('c|')).toEqual([]);
    expect(asked.map(({ maxTokens }) => maxTokens)).toEqual([7, 256]);
  });

  it('asks with the sampling settings of the moment', async () => {
    const { asked, ask } = providerOf('x');
    await ask('a|');
    setSetting('inkling.sampling.strategy', 'sample');
    setSetting('inkling.sampling.topK', 3);
    await ask('b|');
    setSetting('inkling.sampling.topK', -3);
    await ask('c|');
    expect(asked.map(({ sampling }) => sampling)).toEqual([
      checkSettings({}),
      checkSettings({ strategy: 'sample', topK: 3 }),
      checkSettings({ strategy: 'sample' }),
    ]);
    expect(state.errors).toEqual([]);
  });

  it('draws on no code of other files when the memory is off', async () => {
    setSetting('inkling.memory.enabled', false);
    const { asked, ask } = providerOf('x');
    await ask('a|');
    expect(asked[0]).not.toHaveProperty('neighbours');
  });

  it.each(['', ' ', '\t '])('gives no item for %j', async (nothing) => {
    expect(await providerOf(nothing).ask('a|')).toEqual([]);
  });

  it('takes the place of closers that the answer brings, and gives none where nothing would be seen', async () => {
    expect(await providerOf('a, b);').ask('f(|)')).toEqual([['a, b);', 2, 3]]);
    expect(await providerOf(')').ask('f(|)')).toEqual([]);
  });

  it('is silent in the middle of a word unless asked', async () => {
    const { asked, ask } = providerOf('t');
    expect(await ask('ge|Name()')).toEqual([]);
    expect(asked).toEqual([]);
    expect(await ask('ge|Name()', { kind: INVOKE })).toEqual([['t', 2, 2]]);
    expect(await ask('ge| + name')).toEqual([['t', 2, 2]]);
  });

  it.each(['git-commit', 'search-result'])('is silent in %s', async (languageId) => {
    expect(await providerOf('x').ask('a|', { languageId })).toEqual([]);
  });

  it.each(['/work/.env', '/work/certs/server.key', '/home/me/.ssh/config', '/work/a.sql'])(
    'is silent in %s, also when asked',
    async (path) => {
      setSetting('inkling.completion.exclude', ['*.sql']);
      const { asked, ask } = providerOf('x');
      expect(await ask('a|', { path, kind: INVOKE })).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it('is silent while snoozed unless asked, and in a file that is switched off', async () => {
    const { ask, snooze, switches } = providerOf('x');
    snooze.start(5);
    expect(await ask('a|')).toEqual([]);
    expect(await ask('a|', { kind: INVOKE })).toHaveLength(1);
    snooze.end();
    await switches.toggleFile(withCursor('a|').document);
    expect(await ask('a|', { kind: INVOKE })).toEqual([]);
    expect(await ask('a|', { path: '/b.ts' })).toHaveLength(1);
  });

  it('is silent in a comparison', async () => {
    const { ask } = providerOf('x');
    window.tabGroups.activeTabGroup.activeTab = { input: new TabInputTextDiff(new URL('git:///a.ts'), new URL('file:///a.ts')) };
    expect(await ask('a|')).toEqual([]);
    expect(await ask('a|', { path: '/b.ts' })).toHaveLength(1);
  });
});

describe('several suggestions', () => {
  it.each([
    [{ strategy: 'greedy' }, 3],
    [{ strategy: 'sample' }, 3],
    [{ strategy: 'beam' }, 3],
    [{ strategy: 'beam', beams: 2 }, 2],
    [{ strategy: 'beam', beams: 1 }, 1],
  ])('are asked for only by the user, no more than a search gives: %j', async (settings, count) => {
    for (const [name, value] of Object.entries(settings)) setSetting(`inkling.sampling.${name}`, value);
    const { asked, ask } = providerOf('x');
    await ask('a|', { kind: INVOKE });
    await ask('b|');
    expect(asked[0]?.count).toBe(count);
    expect(asked[1]).not.toHaveProperty('count');
  });

  it('come best first, each with what it replaces, without those that look alike', async () => {
    const { ask } = providerOf(several('a, b);', 'a)', '', 'a, b); ', ')', 'a'));
    expect(await ask('f(|)', { kind: INVOKE })).toEqual([
      ['a, b);', 2, 3],
      ['a)', 2, 3],
      ['a', 2, 2],
    ]);
  });

  it('are all remembered: what goes on like one of them is not asked again', async () => {
    const { asked, ask } = providerOf(several('log(x);', 'error(x);'));
    await ask('console.|', { kind: INVOKE });
    expect(await ask('console.err|')).toEqual([['or(x);', 11, 11]]);
    expect(asked).toHaveLength(1);
  });
});

describe('an open suggestion list', () => {
  const selected = (text: string, from: number, to: number): SelectedCompletionInfo =>
    ({ text, range: new Range(at(0, from) as never, at(0, to) as never) }) as unknown as SelectedCompletionInfo;

  it('is honoured: the item extends the selected entry from where that begins', async () => {
    expect(await providerOf('ole.log(x)').ask('cons|', { selected: selected('console', 0, 4) })).toEqual([['console.log(x)', 0, 4]]);
  });

  it('wins where the two disagree', async () => {
    const { ask } = providerOf('t x = 1');
    expect(await ask('cons|', { selected: selected('console', 0, 4) })).toEqual([]);
    expect(await ask('cons|', { selected: selected('const', 1, 4) })).toEqual([]);
  });
});

describe('typing along', () => {
  it('serves the rest without asking the engine, also beside a bracket that was closed meanwhile', async () => {
    const { asked, ask } = providerOf('log(x);');
    await ask('console.|');
    expect(await ask('console.lo|')).toEqual([['g(x);', 10, 10]]);
    expect(await ask('console.log(|)')).toEqual([['x);', 12, 13]]);
    expect(asked).toHaveLength(1);
  });

  it('asks again when the text goes another way, or the user asks', async () => {
    const { asked, ask } = providerOf('log(x);');
    await ask('console.|');
    await ask('console.e|');
    await ask('console.e|', { kind: INVOKE });
    await ask('console.e|', { path: '/b.ts' });
    expect(asked).toHaveLength(4);
  });
});

describe('cancelling', () => {
  it('before the pause is over asks nothing', async () => {
    const { asked, ask } = providerOf('x');
    const token = new FakeToken();
    const items = ask('a|', { token });
    token.cancel();
    expect(await items).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('while the engine works shows nothing, and keeps the answer for the next question', async () => {
    const token = new FakeToken();
    const { asked, ask } = providerOf(async () => {
      token.cancel();
      return completion('late');
    });
    expect(await ask('a|', { token })).toEqual([]);
    expect(await ask('al|')).toEqual([['ate', 2, 2]]);
    expect(asked).toHaveLength(1);
  });

  it('leaves no listener behind', async () => {
    const { ask } = providerOf('x');
    const before = living();
    await ask('a|');
    expect(living()).toBe(before);
  });
});

describe('trouble', () => {
  it('ends in an empty list, and in the log unless it is the engine that has logged it', async () => {
    const { ask } = providerOf(async ({ prefix }) => {
      throw prefix.text === 'a' ? new EngineFault('engine-internal', 'why') : new Error('a bug');
    });
    expect(await ask('a|')).toEqual([]);
    expect(state.log).toEqual([]);
    expect(await ask('b|')).toEqual([]);
    expect(state.log).toEqual(['error: Error: a bug']);
    expect(state.errors).toEqual([]);
  });
});

// What the user chooses among in lists of VS Code: tokens to insert, suggestions to look at.
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseSuggestion } from '../../../src/extension/inspector/choose-suggestion';
import { lookOnce } from '../../../src/extension/inspector/look-once';
import type { Suggestion } from '../../../src/extension/inspector/suggestion';
import { checkSettings } from '../../../src/sampling/settings';
import { settled } from '../engine/fake-transport';
import { CANCEL, reset, state, window } from '../vscode-mock';
import { created, told } from './created';
import { placeAt } from './fake-desk';
import { FakeInspections, MODEL, TABLE } from './fake-inspections';

beforeEach(reset);

const CONTROL = 256;
const PARTIAL = 0xe2; // the first byte of three
const byte = (character: string): number => character.charCodeAt(0);

/** Likely are these, the first most, and nothing else. */
function logitsOf(...ids: readonly number[]): Float32Array {
  const logits = new Float32Array(TABLE.ends.length).fill(-50);
  for (const [rank, id] of ids.entries()) logits[id] = -rank * Math.LN2;
  return logits;
}

/** Asks for a likely token, of which the engine finds these. */
async function likely(text: string, ids: readonly number[], meanwhile: (all: ReturnType<typeof created>) => void = () => {}) {
  const all = created(text);
  const done = all.actions['inkling.insertLikelyToken']();
  await settled();
  meanwhile(all);
  all.engine.asked[0]?.answer({ logits: logitsOf(...ids) });
  await done;
  return all;
}

describe('Insert a likely token', () => {
  it('offers what is likely, in order, with its probability, and no token that writes no text of its own', async () => {
    const { engine } = await likely('let a', [byte('\n'), CONTROL, byte('b'), PARTIAL, byte(' ')]);
    expect(engine.asked[0]?.request).toMatchObject({ prefix: { text: 'let a' }, heal: false });
    expect(state.offeredItems.slice(0, 3)).toEqual([
      { label: '↵', description: '51.6%', detail: 'Token 10, rank 1', text: '\n' },
      { label: 'b', description: '12.9%', detail: 'Token 98, rank 3', text: 'b' },
      { label: '·', description: '3.2%', detail: 'Token 32, rank 5', text: ' ' },
    ]);
    const details = (state.offeredItems as { detail: string }[]).map(({ detail }) => detail.split(',')[0]);
    for (const id of [CONTROL, PARTIAL]) expect(details).not.toContain(`Token ${id}`);
    expect(details).toHaveLength(28); // of thirty
  });

  it('inserts the chosen one at the cursor', async () => {
    state.choose = 'b';
    await likely('x\nlet a', [byte('a'), byte('b')]);
    expect([state.inserted, state.messages]).toEqual([[[1, 5, 'b']], []]);
  });

  it('inserts nothing when the list is dismissed, and asks no further', async () => {
    state.choose = CANCEL;
    const { engine, failures } = await likely('let a', [], ({ engine: asked }) => {
      expect(asked.asked[0]!.signal.aborted).toBe(false);
      state.dismiss();
    });
    await settled();
    expect(engine.asked[0]!.signal.aborted).toBe(true);
    expect([state.inserted, state.messages, failures]).toEqual([[], [], []]);
  });

  it.each([
    ['the text has changed meanwhile', ({ editor }: ReturnType<typeof created>) => editor.document.become('let ab'), 0],
    [
      'the editor refuses it',
      () => {
        state.editsWork = false;
      },
      1,
    ],
  ] as const)('says so where %s', async (_, meanwhile, tried) => {
    state.choose = 'b';
    await likely('let a', [byte('b')], meanwhile);
    expect(state.messages).toEqual(['The text has changed since, so nothing was inserted.']);
    expect(state.inserted).toHaveLength(tried);
  });

  it('needs a text that may be read', async () => {
    const { actions, engine } = created('let a');
    window.activeTextEditor = undefined;
    window.visibleTextEditors = [];
    await actions['inkling.insertLikelyToken']();
    expect([state.messages, engine.asked]).toEqual([['Put the cursor into a text that may be read.'], []]);
  });

  it('tells why the engine did not answer', async () => {
    const { failures } = await likely('let a', [], ({ engine }) => engine.asked[0]!.fail(new Error('why')));
    expect(failures.map(({ code }) => code)).toEqual(['engine-internal']);
  });
});

describe('a look without the panel', () => {
  const signal = new AbortController().signal;

  it.each([true, false])('is what the panel would show of the place, with the end taken back or not: %s', async (heal) => {
    const engine = new FakeInspections();
    const settings = checkSettings({ strategy: 'sample', temperature: 0.5 });
    const done = lookOnce(engine, placeAt('let a', { settings, suffix: ';', neighbours: ['file:///b.ts'] }), heal, signal);
    await settled();
    expect(engine.asked[0]?.request).toMatchObject({ prefix: { text: 'let a' }, heal, suffix: ';', neighbours: ['file:///b.ts'] });
    engine.asked[0]!.answer();
    const shown = await done;
    expect(shown?.frame).toMatchObject({ source: { kind: 'document', name: 'a.ts', column: 6 }, settings });
    expect(shown?.model).toBe(MODEL);
    expect(shown?.vocabulary.table).toBe(TABLE);
  });

  it('is none when it is cancelled, nor when the engine has stopped meanwhile', async () => {
    const engine = new FakeInspections();
    const stop = new AbortController();
    const cancelled = lookOnce(engine, placeAt('a'), true, stop.signal);
    await settled();
    stop.abort();
    expect(await cancelled).toBeUndefined();
    const left = lookOnce(engine, placeAt('a'), true, signal);
    await settled();
    engine.become({ kind: 'stopped' });
    engine.asked[1]!.answer();
    expect(await left).toBeUndefined();
  });
});

function suggestionOf(text: string): Suggestion {
  const tokens = [...text].map((character) => ({ id: byte(character), text: character, logprob: -1 }));
  return {
    request: { document: 'file:///a.ts', prefix: { text: 'let a = ', start: 0 } },
    settings: checkSettings({}),
    written: { text, tokens, stop: 'line-end' },
    shaping: { raw: text, steps: [], text },
  };
}

describe('Inspect this suggestion', () => {
  const [one, other] = [suggestionOf('1'), suggestionOf('\tf(2)')];

  it('asks nothing where there is no choice', async () => {
    expect(await chooseSuggestion([])).toBeUndefined();
    expect(await chooseSuggestion([one])).toBe(one);
    expect(state.offered).toEqual([]);
  });

  it('lets the user choose among several, with what is invisible made visible', async () => {
    state.choose = '→f(2)';
    expect(await chooseSuggestion([one, other])).toBe(other);
    expect(state.offered).toEqual(['1', '→f(2)']);
  });

  it('shows the chosen one in the panel, and stays there', async () => {
    state.choose = '→f(2)';
    const { actions, engine } = created('let a = ', { suggestions: () => [one, other] });
    await actions['inkling.inspectSuggestion']();
    state.panels[0]!.said.fire({ type: 'ready' });
    await settled();
    engine.asked[0]!.answer();
    await settled();
    expect(told(state.panels[0]!, 'frame')[0]).toMatchObject({ frame: { source: { kind: 'suggestion', text: '\tf(2)' } } });
    expect(told(state.panels[0]!, 'following').at(-1)).toMatchObject({ pinned: true });
  });

  it.each([
    ['says that there was none', [], ['There was no suggestion yet that could be inspected.']],
    ['says nothing when the list is dismissed', [one, other], []],
  ] as const)('%s', async (_, suggestions, messages) => {
    const { actions } = created('let a = ', { suggestions: () => suggestions });
    await actions['inkling.inspectSuggestion']();
    expect([state.messages, state.panels]).toEqual([messages, []]);
  });
});

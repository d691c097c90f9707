// Surprising places as underlines in the editor: where they are, what is said of them, and how one goes from one to the next.
import { beforeEach, describe, expect, it } from 'vitest';
import { SurprisingPlaces } from '../../../src/extension/inspector/surprise';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { ScannedToken } from '../../../src/protocol/inspection';
import { settled } from '../engine/fake-transport';
import { type FakePanel, type Hover, living, reset, state, ThemeColor, window } from '../vscode-mock';
import { created, editorOf, type FakeEditor, opened } from './created';
import { TABLE } from './fake-inspections';

beforeEach(reset);

const BITS = Math.LN2;
const TEXT = 'let a = 1\nlet <b>*c = a';
const vocabulary = new Vocabulary(TABLE);
const byte = (character: string): number => character.charCodeAt(0);

/** A token of so many bits at a place of the text. */
function token(start: number, end: number, bits: number, top: ScannedToken['top'] = []): ScannedToken {
  return { id: byte(TEXT[start]!), start, end, logprob: -bits * BITS, rank: 2345, top };
}

/** Each range as its text. */
function marked(editor: FakeEditor): readonly string[] {
  return (editor.drawn.at(-1) ?? []).map((range) => editor.document.getText(range as never));
}

function placesIn(editor: FakeEditor, ...tokens: readonly ScannedToken[]): SurprisingPlaces {
  const places = new SurprisingPlaces();
  places.take(editor.document.api, editor.document.version, vocabulary, tokens);
  return places;
}

function hoverAt(editor: FakeEditor, offset: number): Hover | undefined {
  const { document } = editor;
  return state.hovers[0]?.provideHover(document.api, document.positionAt(offset), undefined as never) as unknown as Hover | undefined;
}

describe('what is underlined', () => {
  it('are tokens of ten bits and more, where they stand, over line ends too', () => {
    const editor = editorOf(TEXT);
    placesIn(editor, token(0, 3, 9.99), token(4, 5, 10), token(8, 13, 30), token(14, 17, 0.1));
    expect(marked(editor)).toEqual(['a', '1\nlet']);
    expect(editor.drawn.at(-1)).toMatchObject([
      { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } },
      { start: { line: 0, character: 8 }, end: { line: 1, character: 3 } },
    ]);
  });

  it('is seen in every theme: a line of a colour of the theme below the text', () => {
    placesIn(editorOf(TEXT));
    const [options] = state.decorations;
    expect(options).toMatchObject({ borderStyle: 'dotted', borderWidth: '0 0 2px' });
    expect(options?.borderColor).toEqual(new ThemeColor('editorWarning.foreground'));
    expect(options?.overviewRulerColor).toEqual(new ThemeColor('editorWarning.foreground'));
  });

  it('is not what was read of an older text, and goes when the text changes', () => {
    const editor = editorOf(TEXT);
    const places = placesIn(editor, token(4, 5, 12));
    places.take(editor.document.api, editor.document.version - 1, vocabulary, [token(0, 3, 12)]);
    expect(marked(editor)).toEqual(['a']);
    state.edited.fire({ document: editor.document });
    expect(marked(editor)).toEqual(['a']); // nothing was changed, such as when it is saved
    editor.document.become('let');
    state.edited.fire({ document: editor.document });
    expect(marked(editor)).toEqual([]);
  });

  it('is switched off and on, and is there in an editor that is opened later', () => {
    const editor = editorOf(TEXT);
    const places = placesIn(editor, token(4, 5, 12));
    places.show(false);
    expect([marked(editor), places.isShown]).toEqual([[], false]);
    places.show(true);
    const other = editorOf('of another document');
    state.visibleEditors.fire(undefined);
    expect(marked(other)).toEqual([]);
    window.visibleTextEditors = [editor, other];
    editor.drawn.length = 0;
    state.visibleEditors.fire(undefined);
    expect([marked(editor), marked(other)]).toEqual([['a'], []]);
    places.dispose();
    expect(living()).toBe(0);
  });
});

describe('the hover', () => {
  const top = [
    { id: byte('*'), logprob: Math.log(0.5) },
    { id: byte('\n'), logprob: Math.log(0.25) },
    { id: byte('<'), logprob: Math.log(0.125) },
  ];

  it('says how surprising it is, and what was expected with how much', () => {
    const editor = editorOf(TEXT);
    placesIn(editor, token(4, 5, 12, top));
    const hover = hoverAt(editor, 4)!;
    const plain = hover.contents.value.replace(/\\/g, '');
    expect(plain.split('\n').filter((line) => line !== '')).toEqual([
      'Surprising: 12.0 bits, rank 2345, probability 0.02%.',
      'The model expected:',
      '- *  50.0%',
      '- ↵  25.0%',
      '- <  12.5%',
    ]);
    expect(editor.document.getText(hover.range as never)).toBe('a');
  });

  it('takes what stands in a text for text: no markup of it works', () => {
    const editor = editorOf(TEXT);
    placesIn(editor, token(4, 5, 12, top));
    const { contents } = hoverAt(editor, 4)!;
    expect(contents.value).toContain('- \\*');
    expect(contents.value).toContain('- \\<');
    expect(contents.isTrusted).toBeFalsy();
  });

  it.each([
    ['beside a surprising place', 7, false],
    ['while nothing is marked', 4, true],
  ] as const)('is none %s', (_, offset, off) => {
    const editor = editorOf(TEXT);
    const places = placesIn(editor, token(4, 5, 12, top));
    if (off) places.show(false);
    expect(hoverAt(editor, offset)).toBeUndefined();
  });

  it('is none in another document', () => {
    placesIn(editorOf(TEXT), token(4, 5, 12, top));
    expect(hoverAt(editorOf(TEXT), 4)).toBeUndefined();
  });
});

describe('going to a surprising place', () => {
  it.each([
    [1, 0, 4],
    [1, 4, 8],
    [1, 14, 4],
    [-1, 14, 8],
    [-1, 8, 4],
    [-1, 4, 14],
    [-1, 0, 14],
  ] as const)('in the direction %i from %i it is %i, around the ends', (direction, from, to) => {
    const editor = editorOf(TEXT);
    const places = placesIn(editor, token(4, 5, 12), token(8, 9, 12), token(14, 17, 12));
    editor.goTo(from);
    expect(places.go(direction)).toBe(true);
    expect([editor.offset, editor.selection.isEmpty]).toEqual([to, true]);
    expect(editor.revealed).toHaveLength(1);
  });

  it.each([1, -1] as const)('there is none in a text without surprises, nor in another: %i', (direction) => {
    const editor = editorOf(TEXT);
    const places = placesIn(editor, token(4, 5, 1));
    expect(places.go(direction)).toBe(false);
    places.take(editor.document.api, editor.document.version, vocabulary, [token(4, 5, 12)]);
    editorOf('of another document');
    expect(places.go(direction)).toBe(false);
    expect(editor.revealed).toEqual([]);
  });
});

describe('the commands', () => {
  const noFile = 'Put the cursor into a text that may be read.';

  it('read the whole file, show how far they are, and underline as they go', async () => {
    const { actions, engine, editor } = created(TEXT);
    const done = actions['inkling.findSurprises']();
    await settled();
    const [scan] = engine.scans;
    expect(scan!.request).toMatchObject({ document: editor.document.uri.toString(), prefix: { text: '', start: 0 }, text: TEXT });
    scan!.onPart({ tokens: [token(4, 5, 12)], done: 0.25 });
    expect(marked(editor)).toEqual(['a']);
    scan!.onPart({ tokens: [token(8, 9, 12)], done: 1 });
    expect(marked(editor)).toEqual(['a', '1']);
    expect(state.progress).toMatchObject([
      { title: 'Reading the file for surprising code', cancellable: true, parts: [25, 75], ended: false },
    ]);
    scan!.end(true);
    await done;
    expect([state.progress[0]!.ended, state.messages]).toEqual([true, []]);
  });

  it('can be cancelled, and keep what was found so far', async () => {
    const { actions, engine, editor } = created(TEXT);
    const before = living();
    const done = actions['inkling.findSurprises']();
    await settled();
    const [scan] = engine.scans;
    scan!.onPart({ tokens: [token(4, 5, 12)], done: 0.5 });
    expect(scan!.signal.aborted).toBe(false);
    state.progress[0]!.cancel();
    expect(scan!.signal.aborted).toBe(true);
    scan!.end(false);
    await done;
    expect([marked(editor), state.progress[0]!.ended, living()]).toEqual([['a'], true, before]);
  });

  it('mark what they find also where marks were switched off', async () => {
    const { actions, engine, panel, editor } = await opened(TEXT);
    underline(panel, false);
    void actions['inkling.findSurprises']();
    await settled();
    engine.scans[0]!.onPart({ tokens: [token(4, 5, 12)], done: 1 });
    expect(marked(editor)).toEqual(['a']);
  });

  it.each([
    ['next', 4],
    ['previous', 8],
  ] as const)('read the file first where it has not been read, then go: %s', async (which, to) => {
    const { actions, engine, editor } = created(TEXT);
    editor.goTo(0);
    const done = actions[`inkling.${which}Surprise`]();
    await settled();
    engine.scans[0]!.onPart({ tokens: [token(4, 5, 12), token(8, 9, 12)], done: 1 });
    engine.scans[0]!.end(true);
    await done;
    expect([editor.offset, state.messages]).toEqual([to, []]);
    await actions[`inkling.${which}Surprise`]();
    expect([editor.offset, engine.scans.length]).toEqual([which === 'next' ? 8 : 4, 1]);
  });

  it('say that nothing is surprising', async () => {
    const { actions, engine, editor } = created(TEXT);
    const done = actions['inkling.nextSurprise']();
    await settled();
    engine.scans[0]!.onPart({ tokens: [token(4, 5, 2)], done: 1 });
    engine.scans[0]!.end(true);
    await done;
    expect(state.messages).toEqual(['Nothing in this file surprises the model much.']);
    expect(editor.offset).toBe(TEXT.length);
  });

  it.each(['findSurprises', 'nextSurprise', 'previousSurprise'] as const)('say that there is no file to read: %s', async (name) => {
    const { actions, engine } = created(' \n ');
    await actions[`inkling.${name}`]();
    expect([state.messages, engine.scans, state.progress]).toEqual([[noFile], [], []]);
  });

  it('tell why the engine did not answer', async () => {
    const { actions, engine, failures } = created(TEXT);
    engine.scan = async () => {
      throw new Error('why');
    };
    await actions['inkling.findSurprises']();
    expect([failures[0]?.code, state.progress[0]!.ended]).toEqual(['engine-internal', true]);
  });
});

function underline(panel: FakePanel, on: boolean): void {
  panel.said.fire({ type: 'underline', on });
}

import { beforeEach, describe, expect, it } from 'vitest';
import type { Uri as ApiUri, TextEditor } from 'vscode';
import type { Surroundings } from '../../../src/extension/inspector/front';
import { SavedInspections } from '../../../src/extension/inspector/saved-inspections';
import { requestFor, sourceOf } from '../../../src/extension/inspector/subject';
import { SurprisingPlaces } from '../../../src/extension/inspector/surprise';
import { VsCodeDesk } from '../../../src/extension/inspector/vscode-desk';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { ModelInfo } from '../../../src/protocol/messages';
import { checkSettings } from '../../../src/sampling/settings';
import { FakeDocument } from '../completion/fake-document';
import { reset, state, Uri, window } from '../vscode-mock';
import { placeAt } from './fake-desk';
import { inspectionOf, TABLE } from './fake-inspections';

beforeEach(reset);

/** A document that counts how often its text is read. */
class WatchedDocument extends FakeDocument {
  reads = 0;
  override getText(...args: Parameters<FakeDocument['getText']>): string {
    this.reads++;
    return super.getText(...args);
  }
}

function deskWith(document: WatchedDocument, changes: Partial<Surroundings> = {}): VsCodeDesk {
  const selection = { active: document.end, isEmpty: true };
  const editor = { document, selections: [selection], selection } as unknown as TextEditor;
  window.activeTextEditor = editor;
  const surroundings: Surroundings = {
    settings: () => checkSettings({}),
    neighbours: () => ['file:///b.ts'],
    untrusted: () => false,
    excluded: () => false,
    isText: () => true,
    ...changes,
  };
  return new VsCodeDesk(surroundings, new SurprisingPlaces(), async () => {});
}

describe('what is in front', () => {
  it('is the place of the first cursor, with what completions have around it', () => {
    expect(deskWith(new WatchedDocument('let a\nlet b')).front()).toMatchObject({
      kind: 'place',
      place: { name: 'a.ts', line: 2, column: 6, offset: 11, prefix: { text: 'let a\nlet b' }, neighbours: ['file:///b.ts'] },
    });
  });

  it('is found without reading where only the place is wanted', () => {
    const document = new WatchedDocument('let a\nlet b');
    expect(deskWith(document).where()).toEqual({
      kind: 'place',
      place: { document: document.uri.toString(), version: document.version, offset: 11, cursors: 1 },
    });
    expect(document.reads).toBe(0);
  });

  it.each([
    ['a workspace that is not trusted', { untrusted: () => true }, { kind: 'untrusted' }],
    ['an excluded file', { excluded: () => true }, { kind: 'unsupported', reason: 'excluded' }],
    ['what is no text', { isText: () => false }, { kind: 'unsupported', reason: 'not-text' }],
  ] as const)('of %s not a word is read, for a scan neither', async (_, changes, front) => {
    const document = new WatchedDocument('secret');
    const desk = deskWith(document, changes);
    expect([desk.front(), desk.where()]).toEqual([front, front]);
    expect(await desk.passage('file')).toBeUndefined();
    expect(document.reads).toBe(0);
  });
});

it('saves only the settings that their strategy uses, and only what is another', async () => {
  state.settings['inkling.sampling.topP'] = 0.9;
  const settings = checkSettings({ strategy: 'sample', topP: 0.9, temperature: 0.5 });
  await deskWith(new WatchedDocument('')).saveSettings(settings);
  expect(state.updates.map(({ key }) => key).sort()).toEqual(
    ['minP', 'repetitionPenalty', 'seed', 'strategy', 'temperature', 'topK'].map((name) => `inkling.sampling.${name}`),
  );
});

describe('a saved inspection', () => {
  const vocabulary = new Vocabulary(TABLE);
  const model = { name: 'tiny', path: import.meta.filename, vocabulary: 257, runtime: 'r', threads: 1 } as ModelInfo;

  function shown() {
    const subject = { kind: 'document', place: placeAt('ab') } as const;
    const request = requestFor(subject, true, undefined);
    const inspection = inspectionOf(request);
    return { frame: { seq: 1, source: sourceOf(subject, 0), inspection, settings: subject.place.settings }, request, model, vocabulary };
  }

  it('can be opened, and is what it was, or says what is not', async () => {
    const file = Uri.file('/replays/kept.json') as unknown as ApiUri;
    const inspections = new SavedInspections();
    await inspections.save(shown()); // and chooses no file
    expect(state.files.size).toBe(0);
    state.saveTo = file;
    await inspections.save(shown());
    expect(await inspections.open()).toBeUndefined();
    state.openFrom = file;
    const { name, saved } = (await inspections.open())!;
    expect([name, saved.request.prefix.text, saved.request.position]).toEqual(['kept.json', 'ab', 1]);
    const now = { inspection: inspectionOf({ ...saved.request, document: 'b' }), model, vocabulary };
    expect(await inspections.differences(saved, now)).toEqual([]);
    now.inspection.logits[99] = 4;
    expect(await inspections.differences(saved, now)).toEqual([expect.stringMatching(/^The probability of c is 0\.\d+ and was 0\.\d+\.$/)]);
  });

  it.each(['{', '{}', '[]'])('that is none is refused: %s', async (text) => {
    const file = Uri.file('/work/other.json') as unknown as ApiUri;
    state.files.set('/work/other.json', { type: 1, bytes: new TextEncoder().encode(text) });
    state.openFrom = file;
    expect(await new SavedInspections().open()).toBeUndefined();
    expect(state.errors).toEqual(['other.json is no inspection that this Inkling has saved.']);
  });
});

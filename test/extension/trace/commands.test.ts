import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parseReplay } from '../../../src/completion/trace/replay';
import { Traces } from '../../../src/completion/trace/traces';
import { saveReplay } from '../../../src/extension/trace/save-replay';
import { WhyDocuments } from '../../../src/extension/trace/why';
import { MODEL } from '../engine/fake-transport';
import { living, reset, state } from '../vscode-mock';
import { RUN, traceOf } from './traces';

const folder = mkdtempSync(join(tmpdir(), 'inkling-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(reset);

describe('Why this suggestion, why none', () => {
  it('each shows the last question that ended so, as a document', async () => {
    const traces = new Traces();
    const why = new WhyDocuments(traces);
    traces.keep(traceOf({ texts: ['first'] }));
    traces.keep(traceOf({ texts: ['second'] }));
    traces.keep(traceOf({ texts: [], silence: 'model-silent' }));
    traces.keep(traceOf({ texts: [], silence: 'left' }));
    await why.show('suggested');
    await why.show('silent');
    expect(state.shownDocuments).toMatchObject([
      { uri: { path: '/why-this-suggestion.md' }, text: expect.stringContaining('`second`') },
      { uri: { path: '/why-no-suggestion.md' }, text: expect.stringContaining('would write nothing') },
    ]);
    why.dispose();
    expect(living()).toBe(0);
  });

  it('are said in a sentence when there is nothing to show', async () => {
    const why = new WhyDocuments(new Traces());
    await why.show('suggested');
    await why.show('silent');
    expect(state.messages).toEqual(['There has been no suggestion yet.', 'There has been no question without a suggestion yet.']);
    expect(state.shownDocuments).toEqual([]);
  });

  it('move to the other when what was found could not be shown', () => {
    const traces = new Traces();
    const trace = traceOf();
    traces.keep(trace);
    traces.silence(trace, 'already-there');
    expect(traces.suggested).toBeUndefined();
    expect(traces.silent).toMatchObject({ silence: 'already-there', texts: [] });
    expect(traces.lastAnswered?.request).toBe(RUN.request);
  });
});

describe('Save request for replay', () => {
  it('writes what can be asked again', async () => {
    const path = join(folder, 'model.gguf');
    writeFileSync(path, 'weights');
    state.saveTo = { path: '/request.json' };
    const traces = new Traces();
    traces.keep(traceOf());
    await saveReplay(traces, { ...MODEL, path });
    const written = JSON.parse(new TextDecoder().decode(state.files.get('/request.json')?.bytes)) as unknown;
    expect(parseReplay(written)).toEqual({
      format: 'inkling-replay',
      version: 1,
      model: { name: 'model.gguf', bytes: 7, sha256: '9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c' },
      threads: 2,
      request: RUN.request,
      sources: RUN.sources,
      answers: [{ text: 'x | y\nz', ids: [] }],
    });
    expect(state.messages[0]).toContain('look at it before');
  });

  it('writes nothing when the user changes their mind, or nothing was answered', async () => {
    const traces = new Traces();
    await saveReplay(traces, MODEL);
    expect(state.messages).toEqual(['The engine has answered no request yet.']);
    traces.keep(traceOf());
    await saveReplay(traces, MODEL);
    await saveReplay(traces, undefined);
    expect(state.files.size).toBe(0);
  });
});

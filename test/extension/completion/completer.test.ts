import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/completion/gates/facts';
import { EngineFault } from '../../../src/protocol/errors';
import { settled } from '../engine/fake-transport';
import { invoked, playedCompleter, questionOf } from './fake-engine';

/** A completer that has suggested `text` at a place. */
async function suggested(marked: string, text: string) {
  const played = playedCompleter();
  const { texts } = await played.askAndWait(marked);
  await played.requests()[0]?.completes(text);
  expect(await texts()).toEqual([text]);
  return played;
}

const key = (inserted: string) => ({ document: 'a', inserted, isKey: true });
const accepted = (inserted: string) => ({ document: 'a', inserted, isKey: false });

describe('the pause', () => {
  it('holds decoding back, while the text is read at once', async () => {
    const { ask, asked, clock } = playedCompleter();
    const { texts } = ask('let |');
    await settled();
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill']);
    clock.pass(40);
    await settled();
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill', undefined]);
    expect(asked[1]?.request.prefix).toEqual(asked[0]?.request.prefix);
    await asked[1]?.completes('x');
    expect(await texts()).toEqual(['x']);
  });

  it('is none when the user asks: then there is nothing to read ahead', async () => {
    const { ask, asked } = playedCompleter();
    const { answer } = ask('let |', invoked('let |'));
    await settled();
    expect(asked.map(({ request }) => [request.purpose, request.count])).toEqual([[undefined, 3]]);
    await asked[0]?.completes('x', 'y');
    expect(await answer).toMatchObject({ texts: ['x', 'y'], pause: { ms: 0 } });
  });

  it('grows with the power policy, and ends when VS Code leaves, which does not end the reading', async () => {
    const { ask, asked, clock, power } = playedCompleter();
    power.decision = { pauseFactor: 4, speculate: false, reason: 'battery-low' };
    const { answer, left } = ask('let |');
    await settled();
    clock.pass(70);
    await settled();
    expect(asked).toHaveLength(1);
    left();
    expect(await answer).toMatchObject({ silence: 'left', pause: { ms: 80, power: 'battery-low' } });
    clock.pass(1_000);
    await settled();
    expect(asked.map(({ isCancelled }) => isCancelled)).toEqual([false]);
  });
});

describe('what is known already', () => {
  it('typing along a suggestion adds no engine request', async () => {
    const { ask, asked, completer, clock } = await suggested('console.|', 'log(x);');
    const before = asked.length;
    for (const [typed, rest] of [
      ['l', 'og(x);'],
      ['lo', 'g(x);'],
      ['log(', 'x);'],
      ['log(x)', ';'],
    ]) {
      completer.edited(key(typed!.slice(-1)));
      clock.pass(10);
      expect(await ask(`console.${typed}|`).answer).toMatchObject({
        texts: [rest],
        lookups: [{ name: 'typed-along', found: true }],
        pause: undefined,
      });
    }
    expect(asked).toHaveLength(before);
  });

  it('is found where it was suggested earlier', async () => {
    const { askAndWait, ask, requests } = await suggested('a.|', 'one()');
    const { texts } = await askAndWait('b.|');
    await requests()[1]?.completes('two()');
    await texts();
    expect(await ask('a.o|').answer).toMatchObject({ texts: ['ne()'], lookups: [{}, { name: 'earlier-answer', found: true }] });
    expect(requests()).toHaveLength(2);
  });

  it('is forgotten where text was deleted again', async () => {
    const { ask, askAndWait, requests } = await suggested('a.|', 'one()');
    await ask('a.on|').answer;
    await askAndWait('a.o|');
    expect(requests()).toHaveLength(2);
  });

  it.each<[string, Partial<ReturnType<typeof questionOf>>]>([
    ['settings', { settings: { maxTokens: 9, multiline: 'auto', minimumConfidence: 'low' } }],
    ['language', { language: 'rust' }],
    ['document', { document: 'b' }],
  ])('holds for one %s', async (_, changes) => {
    const { askAndWait, requests } = await suggested('a.|', 'one()');
    await askAndWait('a.|', changes);
    expect(requests()).toHaveLength(2);
  });

  it('is forgotten with its document', async () => {
    const { askAndWait, requests, completer } = await suggested('a.|', 'one()');
    completer.forget('a');
    await askAndWait('a.o|');
    expect(requests()).toHaveLength(2);
  });

  it('includes that there is nothing', async () => {
    const { ask, askAndWait, requests, traces } = playedCompleter();
    const { answer } = await askAndWait('a;|');
    await requests()[0]?.completes('  ');
    expect((await answer).silence).toBe('model-silent');
    expect(await ask('a;|').texts()).toEqual([]);
    expect(requests()).toHaveLength(1);
    expect(traces.silent?.lookups).toContainEqual({ name: 'earlier-answer', found: true });
  });
});

describe('a request in flight', () => {
  it('goes on when VS Code leaves, and serves what is typed along with it', async () => {
    const { askAndWait, ask, requests } = playedCompleter();
    const first = await askAndWait('let |');
    first.left();
    requests()[0]?.streams('na');
    const second = ask('let n|');
    await settled();
    requests()[0]?.streams('me');
    expect(requests().map(({ isCancelled }) => isCancelled)).toEqual([false]);
    await requests()[0]?.completes('name = 1');
    expect(await second.answer).toMatchObject({ texts: ['ame = 1'], lookups: [{}, {}, { name: 'in-flight', found: true }] });
    expect((await first.answer).silence).toBe('left');
    expect(requests()).toHaveLength(1);
  });

  it('is waited for while it has said nothing', async () => {
    const { askAndWait, ask, requests } = playedCompleter();
    (await askAndWait('let |')).left();
    const second = ask('let nam|');
    await settled();
    await requests()[0]?.completes('name = 1');
    expect(await second.texts()).toEqual(['e = 1']);
    expect(requests()).toHaveLength(1);
  });

  it('is cancelled as soon as it says something else, and the engine is asked anew', async () => {
    const { askAndWait, ask, requests, clock } = playedCompleter();
    (await askAndWait('let |')).left();
    const second = ask('let x|');
    await settled();
    requests()[0]?.streams('na');
    await settled();
    expect(requests()[0]?.isCancelled).toBe(true);
    clock.pass(40);
    await settled();
    await requests()[1]?.completes(' = 1');
    expect(await second.texts()).toEqual([' = 1']);
  });

  it.each([
    ['another document', 'let |', { document: 'b' }],
    ['a place before', 'le|', {}],
    ['pasted text', 'let a = 1;\nlet b = 2;\n|', {}],
  ])('is cancelled by a question about %s', async (_, marked, changes) => {
    const { askAndWait, requests } = playedCompleter();
    (await askAndWait('let |')).left();
    requests()[0]?.streams('x');
    await askAndWait(marked, changes);
    expect(requests().map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
  });

  it('fails for everybody who waits', async () => {
    const { askAndWait, requests, traces } = playedCompleter();
    const { answer } = await askAndWait('let |');
    requests()[0]?.fails(new EngineFault('engine-crashed', 'SIGKILL'));
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(traces.silent).toMatchObject({ silence: 'failed' });
  });

  it('never leaves more than one that decodes, however fast the keys come', async () => {
    const { ask, asked, requests, clock } = playedCompleter();
    const text = 'const total = items.reduce((sum, item) => sum + item.price, 0);';
    for (let length = 1; length <= text.length; length++) {
      const { left } = ask(`${text.slice(0, length)}|`);
      await settled();
      clock.pass(length % 3 === 0 ? 100 : 20);
      await settled();
      requests().at(-1)?.streams('?');
      left();
      await settled();
      expect(requests().filter(({ isCancelled }) => !isCancelled).length).toBeLessThanOrEqual(1);
    }
    expect(asked.length).toBeLessThanOrEqual(2 * text.length);
  });
});

describe('the two-phase budget', () => {
  it('shows whole words when decoding takes long, and the rest to the next question', async () => {
    const { askAndWait, ask, requests, clock } = playedCompleter();
    const { answer } = await askAndWait('let |');
    const [flight] = requests();
    flight?.streams('total = ');
    clock.pass(59);
    flight?.streams('items.le');
    await settled();
    clock.pass(1);
    expect(await answer).toMatchObject({ texts: ['total = items.'], isPart: true });
    expect(flight?.isCancelled).toBe(false);
    await flight?.completes('total = items.length;');
    expect(await ask('let t|').answer).toMatchObject({ texts: ['otal = items.length;'], isPart: false, lookups: [{ found: true }] });
    expect(requests()).toHaveLength(1);
  });

  it('waits on while there is nothing to show', async () => {
    const { askAndWait, requests, clock } = playedCompleter();
    const { texts } = await askAndWait('let |');
    requests()[0]?.streams('item');
    clock.pass(300);
    await settled();
    requests()[0]?.streams('s.');
    expect(await texts()).toEqual(['items.']);
  });

  it('shows more of what is shown as it comes', async () => {
    const { askAndWait, ask, requests, clock } = playedCompleter();
    const { answer } = await askAndWait('let |');
    requests()[0]?.streams('total = ');
    clock.pass(250);
    await answer;
    requests()[0]?.streams('items.length ');
    expect(await ask('let t|').texts()).toEqual(['otal = items.length']);
  });

  it('counts from the question however late the first word comes', async () => {
    const { askAndWait, requests, clock } = playedCompleter();
    const { answer } = await askAndWait('let |');
    clock.pass(55);
    requests()[0]?.streams('total = ');
    clock.pass(5);
    expect(await answer).toMatchObject({ texts: ['total ='], isPart: true });
  });

  it('gives decoding some time where reading alone took longer', async () => {
    const { askAndWait, requests, clock } = playedCompleter();
    const { texts } = await askAndWait('let |');
    clock.pass(5_000);
    requests()[0]?.streams('total = ');
    clock.pass(149);
    await settled();
    requests()[0]?.streams('items ');
    clock.pass(1);
    expect(await texts()).toEqual(['total = items']);
  });
});

describe('reading ahead', () => {
  it('of a change makes the question find its text read', async () => {
    const { completer, ask, asked, clock } = playedCompleter();
    completer.readAhead(questionOf('let x|'));
    completer.readAhead(questionOf('let x|'));
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill']);
    ask('let x|');
    await settled();
    clock.pass(40);
    await settled();
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill', undefined]);
  });

  it('cancels at once what is decoded for another text', async () => {
    const { completer, askAndWait, requests } = playedCompleter();
    await askAndWait('let |');
    completer.readAhead(questionOf('other|'));
    expect(requests()[0]?.isCancelled).toBe(true);
  });

  it('does nothing for what is known, under way, or behind a gate', async () => {
    const { completer, asked, askAndWait } = await suggested('let |', 'x = 1');
    const before = asked.length;
    completer.readAhead(questionOf('let x|'));
    expect(asked).toHaveLength(before);
    await askAndWait('y|');
    const busy = asked.length;
    completer.readAhead(questionOf('yz|'));
    completer.readAhead(questionOf('a|b'));
    expect(asked).toHaveLength(busy);
  });
});

describe('a key', () => {
  it('makes the engine write after the pause, and VS Code finds what is under way', async () => {
    const { completer, ask, asked, requests, clock } = playedCompleter();
    completer.anticipate(questionOf('let x|'));
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill']);
    clock.pass(20);
    expect(asked.map(({ request }) => request.purpose)).toEqual(['prefill', undefined]);
    const { answer } = ask('let x|');
    await settled();
    await requests()[0]?.completes(' = 1');
    expect(await answer).toMatchObject({
      texts: [' = 1'],
      lookups: [{}, {}, { name: 'in-flight', found: true }],
      pause: { ms: 20, power: 'none' },
    });
    expect(requests()).toHaveLength(1);
    expect(await ask('let x|').answer).toMatchObject({ texts: [' = 1'], pause: undefined });
  });

  it('begins nothing when another follows before the pause is over', async () => {
    const { completer, requests, clock } = playedCompleter();
    completer.anticipate(questionOf('let x|'));
    clock.pass(10);
    completer.edited(key('y'));
    clock.pass(50);
    expect(requests()).toHaveLength(0);
    completer.anticipate(questionOf('let xy|'));
    clock.pass(50);
    expect(requests().map(({ request }) => request.prefix.text)).toEqual(['let xy']);
  });

  it('begins nothing twice: a question that comes before the pause is over waits for the rest of it', async () => {
    const { completer, ask, requests, clock } = playedCompleter();
    completer.edited(key('x'));
    completer.anticipate(questionOf('let x|'));
    clock.pass(10);
    ask('let x|');
    await settled();
    expect(requests()).toHaveLength(0);
    clock.pass(10);
    await settled();
    expect(requests()).toHaveLength(1);
    clock.pass(100);
    await settled();
    expect(requests()).toHaveLength(1);
  });

  it('begins nothing for what is known', async () => {
    const { completer, asked, requests, clock } = await suggested('let |', 'x = 1');
    const before = asked.length;
    completer.anticipate(questionOf('let x|'));
    expect(asked).toHaveLength(before);
    clock.pass(50);
    expect(requests()).toHaveLength(1);
  });

  it('begins nothing any more where VS Code asks for nothing, until it does', async () => {
    const { completer, ask, requests, clock } = playedCompleter();
    const type = (text: string) => {
      completer.anticipate(questionOf(`${text}|`));
      clock.pass(1_000);
    };
    for (const text of ['a', 'b', 'c', 'd', 'e']) type(text); // none goes on where another is under way
    expect(requests().map(({ request }) => request.prefix.text)).toEqual(['a', 'b', 'c']);
    const { answer, left } = ask('e|');
    left();
    await answer;
    type('f');
    expect(requests().at(-1)?.request.prefix.text).toBe('f');
  });

  it('begins nothing for a document that was closed meanwhile', () => {
    const { completer, requests, clock } = playedCompleter();
    completer.anticipate(questionOf('let x|'));
    completer.forget('a');
    clock.pass(1_000);
    expect(requests()).toHaveLength(0);
  });

  it('that is its last begins nothing', () => {
    const { completer, requests, clock } = playedCompleter();
    completer.anticipate(questionOf('let x|'));
    completer.dispose();
    clock.pass(1_000);
    expect(requests()).toHaveLength(0);
    expect(clock.timers).toBe(0);
  });
});

describe('speculation', () => {
  it('prepares what is asked after the suggestion was accepted', async () => {
    const { ask, requests, clock, completer } = await suggested('f(|)', 'a);');
    clock.pass(100);
    const [ahead] = requests('speculation');
    expect(ahead?.request.prefix.text).toBe('f(a);');
    completer.edited(accepted('a);'));
    const { texts } = ask('f(a);|');
    await ahead?.completes(' // why');
    expect(await texts()).toEqual([' // why']);
    expect(requests()).toHaveLength(1);
  });

  it('is there at once when the suggestion is accepted', async () => {
    const { ask, requests, clock, completer } = await suggested('let |', 'x = ');
    clock.pass(100);
    await requests('speculation')[0]?.completes('1;');
    completer.accepted();
    expect(await ask('let x = |').texts()).toEqual(['1;']);
    expect(requests()).toHaveLength(1);
  });

  it('is waited for when the suggestion is accepted before it is there', async () => {
    const { ask, requests, clock, completer } = await suggested('let |', 'x = ');
    clock.pass(100);
    completer.edited(accepted('x = '));
    completer.accepted();
    const { texts } = ask('let x = |');
    await settled();
    await requests('speculation')[0]?.completes('1;');
    expect(await texts()).toEqual(['1;']);
    expect(requests()).toHaveLength(1);
  });

  it('is cancelled by a key, but for one along the suggestion', async () => {
    const { requests, clock, completer } = await suggested('let |', 'x = 1');
    clock.pass(100);
    completer.edited(key('x'));
    expect(requests('speculation')[0]?.isCancelled).toBe(false);
    completer.edited(key('y'));
    expect(requests('speculation')[0]?.isCancelled).toBe(true);
  });

  it('does not begin while a person types, nor where power is saved', async () => {
    const { requests, clock, completer, power } = await suggested('let |', 'x = 1');
    completer.edited(key('y'));
    clock.pass(1_000);
    expect(requests('speculation')).toHaveLength(0);
    power.decision = { pauseFactor: 2, speculate: false, reason: 'battery' };
    const other = await suggested('let |', 'x = 1');
    other.power.decision = power.decision;
    other.clock.pass(1_000);
    expect(other.requests('speculation')).toHaveLength(0);
  });

  it('gives way to a question about something else', async () => {
    const { requests, clock, askAndWait } = await suggested('let |', 'x = 1');
    clock.pass(100);
    await askAndWait('let y|');
    expect(requests('speculation')[0]?.isCancelled).toBe(true);
  });

  it('ends with the completer, and with its document', async () => {
    for (const end of ['dispose', 'forget'] as const) {
      const { requests, clock, completer } = await suggested('let |', 'x = 1');
      clock.pass(100);
      completer[end]('a');
      expect(requests('speculation')[0]?.isCancelled).toBe(true);
      expect(clock.timers).toBe(0);
    }
  });
});

describe('gates', () => {
  it.each<Partial<Facts>>([{ off: 'globally' }, { excluded: 'A key.' }, { rest: 'name' }, { comment: true }])(
    '%j: nothing is read or asked',
    async (closing) => {
      const { completer, asked, traces } = playedCompleter();
      const { facts } = questionOf('a|');
      const read = () => {
        throw new Error('the text was read');
      };
      const trace = await completer.answer({ ...questionOf('a|'), facts: { ...facts, ...closing }, read }, new AbortController().signal);
      expect(trace).toMatchObject({ texts: [], silence: 'gate' });
      expect(asked).toEqual([]);
      expect(traces.silent).toBe(trace);
    },
  );
});

describe('learning', () => {
  /** The wait before the next question is decoded, after something became of a suggestion. */
  async function pauseAfter(happens: (played: Awaited<ReturnType<typeof suggested>>) => Promise<void> | void): Promise<number> {
    const played = await suggested('let |', 'x = 1');
    played.clock.pass(1_000);
    await happens(played);
    const { answer, left } = played.ask('other|');
    await settled();
    left();
    return (await answer).pause?.ms ?? Number.NaN;
  }

  it('waits longer after a rejection, shorter after an acceptance by command or by typing', async () => {
    expect(await pauseAfter(({ completer }) => completer.forget('a'))).toBe(20);
    expect(await pauseAfter(() => {})).toBe(22);
    expect(await pauseAfter(({ completer }) => completer.accepted())).toBe(16);
    const typed = await pauseAfter(async ({ askAndWait }) => {
      await askAndWait('let x = 1|');
    });
    expect(typed).toBe(16);
  });
});

describe('several lines', () => {
  it('are asked for behind what opens a block, and nowhere else', async () => {
    const { askAndWait, requests } = playedCompleter();
    await askAndWait('if (a) {|');
    await askAndWait('let a = |');
    await askAndWait('if (a) {|', { settings: { ...questionOf('|').settings, multiline: 'never' } });
    expect(requests().map(({ request }) => request.extent)).toEqual(['block', 'line', 'line']);
  });

  it('are not asked for again where they were not taken', async () => {
    const { askAndWait, clock, requests } = await suggested('if (a) {|', '\n  b();\n}');
    clock.pass(1_000);
    await askAndWait('if (a) {\n  c|');
    await askAndWait('if (a) {\n  |');
    clock.pass(1_000); // the pause is longer after a rejection
    await settled();
    expect(requests().at(-1)?.request).toMatchObject({ extent: 'line', prefix: { text: 'if (a) {\n  ' } });
  });
});

describe('what is shown', () => {
  it('ends where the model is not sure, before all of it is there, too', async () => {
    const { askAndWait, asked, clock } = playedCompleter();
    const { texts } = await askAndWait('a.|');
    const flight = asked.at(-1);
    flight?.streams('map(x', 0.9);
    flight?.streams(' => nonsense', 0.001);
    flight?.streams(' and more', 0.9);
    clock.pass(250);
    await settled();
    expect(await texts()).toEqual(['map(x']);
  });
});

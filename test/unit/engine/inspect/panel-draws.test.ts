/** What the panel says of a place is what a completion does there: the tokens that are kept, and the one that is drawn. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NextTokens } from '../../../../src/inspection/next-tokens';
import { draws, Outcome } from '../../../../src/inspection/outcome';
import { rulesOf } from '../../../../src/inspection/rules';
import { Trials } from '../../../../src/inspection/trials';
import { Vocabulary } from '../../../../src/inspection/vocabulary';
import type { Inspection } from '../../../../src/protocol/inspection';
import { seededRandom } from '../../../../src/sampling/random';
import { Sampler } from '../../../../src/sampling/sampler';
import { checkSettings, NUMBER_SETTINGS, type SamplingSettings } from '../../../../src/sampling/settings';
import { code } from '../texts';
import { TinyEngine } from './tiny-engine';

const tiny = new TinyEngine();
afterEach(() => void vi.restoreAllMocks());

/** In the steps of a person, so that no rounding decides what is just kept. */
const number = (name: 'temperature' | 'topP' | 'minP' | 'repetitionPenalty') => {
  const { minimum, maximum, idle } = NUMBER_SETTINGS[name];
  const steps = fc.integer({ min: Math.ceil(minimum * 1000), max: maximum * 1000 }).map((step) => step / 1000);
  return fc.oneof({ weight: 1, arbitrary: fc.constant(idle) }, { weight: 4, arbitrary: steps });
};

/** Everything that a user may set. */
const userSettings: fc.Arbitrary<SamplingSettings> = fc
  .record({
    strategy: fc.constant('sample' as const),
    temperature: number('temperature'),
    topK: fc.oneof(fc.constantFrom(0, 1, 40), fc.integer({ min: 2, max: 300 })),
    topP: number('topP'),
    minP: fc.oneof(
      number('minP'),
      fc.integer({ min: 0, max: 100 }).map((step) => step / 1000),
    ),
    repetitionPenalty: number('repetitionPenalty'),
    seed: fc.nat(0xffff_ffff),
  })
  .map(checkSettings);

const WORDS = ['return', ' return', 'the', ' in', ' = ', '(', ');', '\n', '\n    ', 'len', 'x', ' 1', 'é', '世'];
const written = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(''));

/** Of each 300 settings are tried. A completion always takes the last token back, so only an empty text has nothing to be spelled again. */
const PLACES = {
  'an empty text': { text: fc.constant(''), neighbours: undefined },
  'behind white space': { text: written.map((text) => `${text}\n\n`), neighbours: undefined },
  'in a word': { text: written.map((text) => `${text} retu`), neighbours: undefined },
  'behind white space, with memory': { text: written.map((text) => `${code(2)}${text}def f(a, b):\n    total = a * `), neighbours: [] },
  'in a word, with memory': { text: written.map((text) => `${code(2)}${text}def f(a, b):\n    tot`), neighbours: [] },
};

/** The ids that each step of a completion could have drawn, in the engine itself, and what it drew. */
async function completed(text: string, sampling: SamplingSettings, maxTokens: number, neighbours: readonly string[] | undefined) {
  const kept: (readonly number[])[] = [];
  const { choose } = Sampler.prototype;
  const spy = vi.spyOn(Sampler.prototype, 'choose').mockImplementation(function (this: Sampler, logits, recent, allowed) {
    const choice = choose.call(this, logits, recent, allowed);
    const { result } = this.explain();
    kept.push([...logits.keys()].filter((id) => result.has(id)));
    return choice;
  });
  const { tokens } = await tiny.complete(text, { document: 'd', sampling, maxTokens, ...(neighbours && { neighbours }) });
  spy.mockRestore();
  return { tokens, kept };
}

const outcomeOf = (inspection: Inspection, settings: SamplingSettings, vocabulary: Vocabulary) => {
  const next = new NextTokens(inspection);
  const rules = rulesOf(inspection, settings, vocabulary);
  return { next, rules, outcome: new Outcome(next, rules) };
};

const keptOf = ({ next, outcome }: { readonly next: NextTokens; readonly outcome: Outcome }) =>
  [...next.logits.keys()].filter((id) => outcome.isKept(id));

describe.each(Object.entries(PLACES))('%s', (_, { text: texts, neighbours }) => {
  test('the panel keeps the tokens that the engine keeps, and the same seed draws the same one', async () => {
    const vocabulary = new Vocabulary(tiny.engine.vocabulary());
    const drawn = new Set<number>();
    await fc.assert(
      fc.asyncProperty(texts, userSettings, async (text, settings) => {
        const inspection = await tiny.inspect(text, { document: 'd', heal: true, ...(neighbours && { neighbours }) });
        expect(inspection.healed.length > 0).toBe(text !== '');
        expect((inspection.memory?.share ?? 0) > 0).toBe(neighbours !== undefined);
        const { tokens, kept } = await completed(text, settings, 1, neighbours);
        const panel = outcomeOf(inspection, settings, vocabulary);
        expect(keptOf(panel)).toEqual(kept[0]);
        const { value } = draws(panel.next, panel.rules, settings.seed).next();
        expect(value?.id).toBe(tokens[0]?.id);
        if (value) drawn.add(value.id);
      }),
      { numRuns: 300 },
    );
    expect(drawn.size).toBeGreaterThan(1); // chance had its say
  });

  test('so it is behind every token of a completion', async () => {
    const vocabulary = new Vocabulary(tiny.engine.vocabulary());
    let free = 0; // tokens behind what was to be spelled again
    await fc.assert(
      fc.asyncProperty(texts, userSettings, async (text, settings) => {
        const { tokens, kept } = await completed(text, settings, 4, neighbours);
        const path = tokens.map(({ id }) => id);
        const random = seededRandom(settings.seed);
        for (const [step, id] of path.entries()) {
          const behind = { document: 'd', heal: true, path: path.slice(0, step), ...(neighbours && { neighbours }) };
          const panel = outcomeOf(await tiny.inspect(text, behind), settings, vocabulary);
          expect(keptOf(panel)).toEqual(kept[step]);
          expect(new Trials(vocabulary.size).begin(panel.next, panel.rules, random).first?.id).toBe(id);
          if (!panel.rules.allowed) free++;
        }
      }),
      { numRuns: 100 },
    );
    expect(free).toBeGreaterThan(50);
  });
});

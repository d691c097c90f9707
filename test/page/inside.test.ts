// What is shown of the model's inside is what it was fed: attention, layers and embedding.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainLabel } from '../../src/inspection/token-label';
import { Vocabulary } from '../../src/inspection/vocabulary';
import type { Extras, Frame } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
let vocabulary: Vocabulary;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame('let total = count + 1;\nreturn');
  vocabulary = new Vocabulary(fixture.vocabulary);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const open = (extras: Extras, section: string) =>
  inspectors.open({ messages: [...fixture.messages(frame), { type: 'extras', seq: 1, extras }], saved: { open: ['context', section] } });
const label = (id: number) => plainLabel(vocabulary.label(id));

test('the tokens of the context are underlined by what they weigh, in the row that is chosen', async () => {
  const { length } = frame.inspection.ids;
  // Of one layer and two heads: the first by falling steps, the second all on the last token.
  const falling = [0.5, 0.2, 0.15, 0.07, 0.05, 0.02, 0.007, 0.003];
  if (length < falling.length) throw new Error('too few tokens');
  const weights = new Float32Array(2 * length);
  weights.set(falling);
  weights[2 * length - 1] = 1;
  const attention = { layers: 1, heads: 2, tokens: length, weights };
  await using inspector = await open({ attention }, 'attention');
  const ramps = () =>
    inspector.page
      .locator('.context-scroll .chip')
      .evaluateAll((chips) => chips.map((chip) => [...chip.classList].find((name) => name.startsWith('ramp-'))));
  const names = () => inspector.page.locator('#token-0').getAttribute('aria-label');
  const rest = (count: number, name: string | undefined) => Array<string | undefined>(count).fill(name);

  await inspector.page.locator('#attention-head').selectOption({ value: '0' });
  await inspector.painted();
  const steps = ['ramp-6', 'ramp-5', 'ramp-5', 'ramp-4', 'ramp-4', 'ramp-3', 'ramp-2', 'ramp-1'];
  expect(await ramps()).toEqual([...steps, ...rest(length - steps.length, 'ramp-0')]);
  expect(await names()).toContain('attended 50.0%');
  await inspector.page.locator('#attention-head').selectOption({ value: '1' });
  await inspector.painted();
  expect(await ramps()).toEqual([...rest(length - 1, 'ramp-0'), 'ramp-6']);
  const marks = inspector.page.locator('#section-attention .check input');
  await marks.press('Space');
  await inspector.painted();
  expect(await ramps()).toEqual(rest(length, undefined));
  expect(await names()).not.toContain('attended');
});

test.each([
  ['all of it', 1, '1.00'],
  ['not all of it, as no sum is made up', 0.75, '0.75'],
])('the weights that are listed add up to what is said: %s', async (_, share, sum) => {
  const { length } = frame.inspection.ids;
  const weights = new Float32Array(length).fill(share / length);
  await using inspector = await open({ attention: { layers: 1, heads: 1, tokens: length, weights } }, 'attention');
  expect(await inspector.text('#section-attention .body')).toContain(`${length} tokens, weights sum to ${sum}.`);
});

test('each layer with what it would say and how likely, and the layer where it settles', async () => {
  const [a, b, c] = fixture.model.tokenizer.encode('yield throw break').map((id) => ({ id, logprob: 0 }));
  const said = (...top: readonly (readonly [{ id: number }, number])[]) => top.map(([{ id }, p]) => ({ id, logprob: Math.log(p) }));
  const tops = [
    said([a!, 0.5], [b!, 0.2], [c!, 0.1]),
    said([b!, 0.25], [a!, 0.125]), // as at the end already, but not to stay
    said([c!, 0.75]),
    said([b!, 0.4], [c!, 0.3]),
    said([b!, 0.996], [a!, 0.001]),
  ];
  await using inspector = await open({ layers: tops.map((top, layer) => ({ layer, top })) }, 'layers');
  const rows = await inspector.page.locator('.layers tbody tr').evaluateAll((found) =>
    found.map((row) => ({
      cells: [...row.children].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()),
      settled: row.classList.contains('is-settled'),
      others: [...row.querySelectorAll('.others .token')].map((other) => other.textContent),
    })),
  );
  const percents = ['50.0%', '25.0%', '75.0%', '40.0%', '99.6%'];
  expect(rows.map(({ cells, others }) => [cells[0], cells[1], cells[2], others])).toEqual(
    tops.map((top, index) => [
      index === 3 ? '4 ◂' : String(index + 1),
      label(top[0]!.id),
      percents[index],
      top.slice(1).map(({ id }) => label(id)),
    ]),
  );
  expect(rows.map(({ settled }) => settled)).toEqual([false, false, false, true, true]);
  expect(await inspector.text('#section-layers .summary')).toBe('settles at layer 4');
  expect((await inspector.text('#section-layers .body > p:not(.about)')).replaceAll(/\s+/g, ' ').trim()).toBe(
    `${label(b!.id)} stays the likeliest from layer 4 of 5 on.`,
  );
});

test('the embedding of the token looked at: its length, and its neighbours in their order', async () => {
  const embedding = fixture.embedding();
  const { ids, position } = frame.inspection;
  await using inspector = await open({ embedding }, 'layers');
  const says = (await inspector.page.locator('#section-layers h3 + p').textContent())!.replaceAll(/\s+/g, ' ');
  expect(says.startsWith(label(ids[position]!))).toBe(true);
  expect(says).toContain('length 3.27');
  const items = await inspector.page
    .locator('#section-layers .ranking li')
    .evaluateAll((found) => found.map((item) => ['.chip', '.quiet', '.number'].map((part) => item.querySelector(part)?.textContent)));
  expect(items).toEqual(embedding.neighbours.map(({ id, cosine }) => [label(id), `#${id}`, cosine.toFixed(3).replace('-', '−')]));
});

// The grid of the next tokens: every number of it at every width, memory, and what can be done with a row.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Format } from '../../src/inspection/format';
import { NextTokens } from '../../src/inspection/next-tokens';
import { Outcome } from '../../src/inspection/outcome';
import { percent } from '../../src/inspection/percent';
import { rulesOf } from '../../src/inspection/rules';
import { plainLabel } from '../../src/inspection/token-label';
import { Vocabulary } from '../../src/inspection/vocabulary';
import type { Frame } from '../../src/protocol/panel';
import { SECTIONS } from '../../src/webview/model/state';
import { en } from '../../src/webview/text/en';
import { verdict } from '../../src/webview/text/verdict';
import { Fixture } from './fixture';
import { type Inspector, Inspectors, type OpenOptions } from './inspector';

const MEMORY = { share: 0.3, match: 4 };

let fixture: Fixture;
let inspectors: Inspectors;
let frame: Frame;
let remembering: Frame;
let vocabulary: Vocabulary;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  vocabulary = new Vocabulary(fixture.vocabulary);
  const [urn, colon] = [...fixture.model.tokenizer.encode('urn'), ...fixture.model.tokenizer.encode(':')];
  const tokens = [
    { id: urn!, probability: 0.6 },
    { id: colon!, probability: 0.3 },
    ...[...new NextTokens(frame.inspection).likeliest(1000).subarray(-40)].map((id) => ({ id, probability: 0.1 / 40 })),
  ];
  remembering = { ...frame, inspection: { ...frame.inspection, memory: { ...MEMORY, tokens } } };
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const open = (shown: Frame, options: OpenOptions = {}) =>
  inspectors.open({ messages: fixture.messages(shown), ...options, saved: { open: ['next'], ...options.saved } });
const last = async (inspector: Inspector) => (await inspector.sent()).at(-1);
const press = async (inspector: Inspector, ...keys: readonly string[]) => {
  for (const key of keys) await inspector.page.locator('.next').press(key);
  await inspector.painted();
};

/** The same numbers by the same module, without the page. */
function expected({ inspection, settings }: Frame): Outcome {
  return new Outcome(new NextTokens(inspection), rulesOf(inspection, settings, vocabulary));
}

/** The cells of a row as text, by the class of their column. */
function cells(outcome: Outcome, rank: number): Readonly<Record<string, string>> {
  const { next } = outcome;
  const id = next.at(rank);
  const cut = outcome.cut(id);
  const format = new Format('en');
  return {
    rank: format.integer(rank),
    name: plainLabel(vocabulary.label(id)),
    id: String(id),
    logit: format.fixed(next.logits[id]!, 1),
    model: percent(next.model[id]!),
    ...(next.memory ? { 'from-memory': next.fromMemory(id) > 0 ? percent(next.fromMemory(id)) : '' } : {}),
    final: percent(outcome.final(id)),
    sum: percent(next.cumulative(rank)),
    verdict: cut ? verdict(cut.cut, en, format) : en.next.kept,
  };
}

/** What is seen of each cell of a row, in pixels: its text, as far as the cell does not cut it off. */
const seen = (inspector: Inspector, row: string) =>
  inspector.page.locator(row).evaluate((element) => {
    const grid = element.closest('.grid')!.getBoundingClientRect();
    return [...element.querySelectorAll('[role=gridcell]')].map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const [text, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
      const isClipped = getComputedStyle(cell).overflowX !== 'visible';
      const right = isClipped ? Math.min(text.right, box.right) : text.right;
      const { left, top, bottom } = text;
      const isInside = left >= grid.left && right <= grid.right && getComputedStyle(cell).visibility === 'visible';
      return {
        column: [...cell.classList].filter((name) => name !== 'number').at(-1)!,
        text: cell.textContent!.trim(),
        left,
        right,
        top,
        bottom,
        isInside,
      };
    });
  });

describe.each([320, 480, 700, 1100])('at %i pixels', (width) => {
  test.each(['without', 'with'])('every column is seen, and says what the shared module does, %s memory', async (memory) => {
    const shown = memory === 'with' ? remembering : frame;
    const outcome = expected(shown);
    await using inspector = await open(shown, { width });
    const found = new Set<boolean>();
    for (const rank of [1, 2, 3, 5, 6, 7, 8]) {
      found.add(outcome.isKept(outcome.next.at(rank)));
      const row = await seen(inspector, `#row-${rank}`);
      expect(Object.fromEntries(row.map(({ column, text }) => [column, text]))).toEqual(cells(outcome, rank));
      const written = row.filter(({ text }) => text !== '');
      for (const cell of written) {
        expect(cell, `${cell.column} of row ${rank}`).toMatchObject({ isInside: true });
        expect(cell.right - cell.left, `${cell.column} of row ${rank}`).toBeGreaterThan(3);
        const over = written.filter(
          (other) =>
            other !== cell &&
            other.left < cell.right &&
            cell.left < other.right &&
            other.top + 3 < cell.bottom &&
            cell.top + 3 < other.bottom,
        );
        expect(
          over.map(({ column }) => column),
          `over ${cell.column} of row ${rank}`,
        ).toEqual([]);
      }
    }
    expect(found.size).toBe(2); // kept ones and cut ones
    expect(await inspector.page.locator('.next').getAttribute('aria-colcount')).toBe(memory === 'with' ? '9' : '8');
    expect(await inspector.page.locator('.next [role=columnheader]:visible:not([aria-hidden])').allTextContents()).toEqual([
      ...['rank', 'token', 'id', 'logit', 'model'],
      ...(memory === 'with' ? ['memory'] : []),
      ...['final', 'sum', 'verdict'],
    ]);
    expect(await inspector.overflows()).toBe(false);
    expect(await inspector.faults()).toEqual([]);
  });

  test('the row of all others has what the rows have not', async () => {
    const outcome = expected(remembering);
    await using inspector = await open(remembering, { width });
    await press(inspector, 'End');
    await expect.poll(() => inspector.page.locator('.tail').count()).toBe(1);
    const rows = Number((await inspector.page.locator('.tail').getAttribute('id'))!.slice('row-'.length)) - 1;
    const shown = new Set(outcome.next.likeliest(rows));
    const rest = (values: Float64Array) => values.reduce((sum, value, id) => sum + (shown.has(id) ? 0 : value), 0);
    const row = await seen(inspector, '.tail');
    expect(Object.fromEntries(row.map(({ column, text }) => [column, text]))).toEqual({
      rank: '…',
      others: `${(outcome.next.size - rows).toLocaleString('en')} othersShow all`,
      model: percent(rest(outcome.next.model)),
      'from-memory': '3.0%',
      final: '0%',
      sum: '100%',
      verdict: '',
    });
    expect(row.filter(({ text, isInside }) => text !== '' && !isInside)).toEqual([]);
  });
});

test('a grid that gets another width has rows of another height, the same ones in view, and few of them', async () => {
  await using inspector = await open(frame, { width: 1100, saved: { whole: true } });
  const heights = () =>
    inspector.page.locator('.next .grid-rows .row').evaluateAll((rows) => [...new Set(rows.map((row) => row.clientHeight))]);
  await inspector.page.locator('#find').fill('qubit');
  await inspector.page.locator('#find').press('Enter');
  const active = (await inspector.page.locator('.next').getAttribute('aria-activedescendant'))!;
  expect(Number(active.slice('row-'.length))).toBeGreaterThan(200);
  for (const [width, height] of [
    [1100, 26],
    [400, 42],
    [1000, 26],
    [330, 42],
  ] as const) {
    await inspector.page.setViewportSize({ width, height: 900 });
    await expect.poll(heights).toEqual([height]);
    await expect
      .poll(() =>
        inspector.page.locator('.next').evaluate((grid, id) => {
          const [row, view] = [document.getElementById(id)?.getBoundingClientRect(), grid.getBoundingClientRect()];
          return row && row.top >= view.top && row.bottom <= view.bottom;
        }, active),
      )
      .toBe(true);
    expect(await inspector.page.locator('.next .grid-rows .row').count()).toBeLessThanOrEqual(60);
  }
  await press(inspector, 'End');
  await expect.poll(() => inspector.page.locator(`#row-${vocabulary.size}`).count()).toBe(1);
  const [row, grid] = [
    await inspector.page.locator(`#row-${vocabulary.size}`).boundingBox(),
    await inspector.page.locator('.next').boundingBox(),
  ];
  expect(row!.y + row!.height).toBeLessThanOrEqual(grid!.y + grid!.height);
  expect(await inspector.faults()).toEqual([]);
});

test('the part of memory is a bar between the model’s own and all, with its number, a legend and a note', async () => {
  const outcome = expected(remembering);
  const { next } = outcome;
  await using inspector = await open(remembering);
  const remembered = next.memory!.tokens.map(({ id }) => next.rank(id)).filter((rank) => rank <= 14);
  expect(remembered.length).toBe(2);
  for (const rank of [1, 2, 3, ...remembered]) {
    const id = next.at(rank);
    const part = next.fromMemory(id);
    const bars = await inspector.page.locator(`#row-${rank} .bars`).evaluate((element) => {
      const [all, model, memory] = [element, element.querySelector('.model')!, element.querySelector('.memory')].map((one) =>
        one?.getBoundingClientRect(),
      );
      const share = (pixels: number) => pixels / (all!.width - 1); // but for the axis
      return {
        model: share(model!.width),
        memory: memory && share(memory.width),
        isNext: memory && Math.abs(memory.left - model!.right) < 1.5,
      };
    });
    expect(bars.model).toBeCloseTo((1 - MEMORY.share) * next.model[id]!, 1);
    if (remembered.includes(rank)) {
      expect(part).toBeGreaterThan(0.05);
      expect(bars.memory).toBeCloseTo(part, 1);
      expect(bars.memory).toBeGreaterThan(0.04);
      expect(bars.isNext).toBe(true);
      expect(await inspector.text(`#row-${rank} .from-memory`)).toBe(percent(part));
    } else expect(bars.memory).toBeUndefined();
  }
  expect(await inspector.text('.next + .why, .why')).toContain('with memory');
  expect(await inspector.page.locator('.legend .swatch.memory').count()).toBe(1);
  expect(await inspector.page.locator('.legend').last().textContent()).toContain('memory of your code');
  expect(await inspector.text('#section-next .note')).toMatch(/^Memory of your code has 30\.0% .*: 4 tokens/);

  await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 2 } });
  for (const absent of ['.bars .memory', '.from-memory', '.swatch.memory', '#section-next .note'])
    expect(await inspector.page.locator(absent).count(), absent).toBe(0);
});

test('a click on the name of a token takes it, once; one elsewhere chooses its row, and a double click takes it', async () => {
  const { next } = expected(frame);
  await using inspector = await open(frame);
  const inserted = async () => (await inspector.sent()).filter(({ type }) => type === 'insert');
  await inspector.page.locator('#row-3 .name').click();
  expect(await inserted()).toEqual([{ type: 'insert', ids: [next.at(3)] }]);
  await inspector.page.locator('#row-4 .name').dblclick();
  expect(await inserted()).toEqual([3, 4].map((rank) => ({ type: 'insert', ids: [next.at(rank)] })));
  await inspector.page.locator('#row-5 .model.number').click();
  await inspector.painted();
  expect(await inspector.page.locator('.next').getAttribute('aria-activedescendant')).toBe('row-5');
  expect((await inserted()).length).toBe(2);
  await inspector.page.locator('#row-6 .verdict').dblclick();
  expect((await inserted()).slice(2)).toEqual([{ type: 'insert', ids: [next.at(6)] }]);
  await press(inspector, 'ArrowDown', 'Enter');
  expect((await inserted()).slice(3)).toEqual([{ type: 'insert', ids: [next.at(7)] }]);
  await inspector.page.locator('.why button').click();
  expect((await inserted()).slice(4)).toEqual([{ type: 'insert', ids: [next.at(7)] }]);
});

test('a click on the row of all others gives each of them a row', async () => {
  await using inspector = await open(frame);
  await press(inspector, 'End');
  await inspector.page.locator('.tail').click();
  await inspector.painted();
  expect(await inspector.page.locator('.next').getAttribute('aria-rowcount')).toBe(String(vocabulary.size + 1));
  expect(await inspector.page.locator('.tail').count()).toBe(0);
});

test('C copies the row, and nothing else does', async () => {
  const outcome = expected(frame);
  const { next } = outcome;
  await using inspector = await open(frame);
  const id = next.at(2);
  await press(inspector, 'ArrowDown', 'c');
  const { name: _, verdict: said } = cells(outcome, 2);
  const row = [2, fixture.model.tokenizer.decode([id]), id, next.logits[id], next.model[id], outcome.final(id), next.cumulative(2), said];
  expect(await last(inspector)).toEqual({ type: 'copy-text', text: row.join('\t') });
  const before = (await inspector.sent()).length;
  await press(inspector, 'Control+c', 'End', 'c');
  expect((await inspector.sent()).length).toBe(before);
  await press(inspector, 'Home', 'Shift+C');
  expect(await last(inspector)).toMatchObject({ type: 'copy-text', text: expect.stringMatching(/^1\t/) });
});

test('the way of a token is opened and closed by keys and by a click, and stays so', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  const lines = () => inspector.page.locator('.why .formula li:visible').count();
  const isOpen = () => inspector.page.locator('.why details[open]').count();
  expect(await lines()).toBeGreaterThan(1);
  await press(inspector, 'ArrowLeft');
  expect([await isOpen(), await lines()]).toEqual([0, 0]);
  expect(await inspector.text('.why .verdict-long')).toBe('kept');
  await press(inspector, 'Alt+ArrowRight', 'ArrowDown');
  expect(await isOpen()).toBe(0);
  await press(inspector, 'ArrowRight');
  expect(await isOpen()).toBe(1);
  expect(await lines()).toBeGreaterThan(1);
  await inspector.page.locator('.why summary').click();
  await expect.poll(lines).toBe(0);
  await expect.poll(() => inspector.page.evaluate(() => sessionStorage.getItem('state'))).toContain('"why":false');
  await inspector.page.reload();
  await inspector.deliver(...fixture.messages(frame));
  expect([await isOpen(), await lines()]).toEqual([0, 0]);
});

test.each(['hc-dark', 'hc-light'] as const)('in the theme %s nothing shows through', async (theme) => {
  await using inspector = await inspectors.open({
    theme,
    messages: [
      ...fixture.messages({ ...remembering, inspection: { ...remembering.inspection, position: 5 } }),
      { type: 'extras', seq: 1, extras: { attention: fixture.attention(frame.inspection.ids.length) } },
      { type: 'search', seq: 1, path: [], tree: await fixture.search(), done: true },
      { type: 'scan', part: { tokens: fixture.scan(), done: 1 }, from: 0, done: true },
    ],
    saved: { open: SECTIONS, keys: true, find: 'ret', surprising: 1 },
  });
  const through = () =>
    inspector.page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((element) => {
        const style = getComputedStyle(element);
        const colours = [
          ['background', `${style.backgroundColor} ${style.backgroundImage}`],
          ['shadow', style.boxShadow],
          ['text', style.color],
          ...['Top', 'Right', 'Bottom', 'Left'].map((side) => [
            side,
            style[`border${side}Width` as 'borderTopWidth'] === '0px' ? '' : style[`border${side}Color` as 'borderTopColor'],
          ]),
        ] as const;
        const alphas = (text: string) => [...text.matchAll(/(?:rgba\([^)]*,|\/) *([\d.]+)\)/g)].map((match) => Number(match[1]));
        return colours
          .filter(([, text]) => alphas(text!).some((alpha) => alpha > 0 && alpha < 1))
          .map(([what, text]) => `${element.localName}.${element.getAttribute('class')}: ${what} ${text}`);
      }),
    );
  expect(await inspector.page.locator('.next .row.is-active').count()).toBe(1);
  expect(await inspector.page.locator('.context-scroll .chip').count()).toBeGreaterThan(10);
  const found = new Set(await through());
  for (const hovered of [
    '#row-2 .verdict',
    '.context-scroll .chip.is-reused',
    '.ranking .chip',
    '.found .chip',
    '.section > summary',
    '.actions button',
  ]) {
    await inspector.page.locator(hovered).first().hover();
    for (const one of await through()) found.add(one);
  }
  expect([...found]).toEqual([]);
});

// Whatever takes a click can be reached by keys: the page is walked through with Tab, and each widget with its arrows.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let suggestion: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  suggestion = await fixture.suggestion();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

interface Reach {
  /** Remembers what takes clicks now; gives how many of each kind. */
  begin(): Readonly<Record<string, number>>;
  /** The element with the keys, and what it says is active: how to go on from it, and how far. */
  at():
    | { readonly widget: 'grid' | 'listbox' | 'treeitem' | 'radio' | 'other'; readonly items: number; readonly closed?: boolean }
    | undefined;
  /** What takes clicks and was not reached; of each kind how many. */
  missed(): Readonly<Record<string, number>>;
  /** Tab stops with an order of their own, and composite widgets without a tab stop. */
  misplaced(): readonly string[];
}

declare const reach: Reach;

/** Notes which elements are given a listener of clicks; runs before the page's scripts. */
const RECORDER = `(() => {
  const POINTER = new Set(['click', 'dblclick', 'auxclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart']);
  const NATIVE = 'button, input, select, textarea, summary, a[href]';
  const listening = new Set();
  const reached = new Set();
  let clickable = [];
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (POINTER.has(type) && this instanceof Element) listening.add(this);
    return add.call(this, type, ...rest);
  };
  const deep = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);
  const kind = (one) => one.localName + (one.classList[0] ? '.' + one.classList[0] : '') + (one.type ? '[' + one.type + ']' : '');
  const count = (found) => {
    const counts = {};
    for (const one of found) counts[kind(one)] = (counts[kind(one)] ?? 0) + 1;
    return counts;
  };
  const active = () => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one === document.body ? null : one;
  };
  const note = () => {
    const one = active();
    if (!one) return;
    reached.add(one);
    const id = one.getAttribute('aria-activedescendant');
    if (id) reached.add(document.getElementById(id));
    // The drawing of a tree has a list as its equal: what is chosen there is chosen here.
    if ((one.getRootNode().host ?? one).closest('vscode-tree')) for (const drawn of document.querySelectorAll('.icicle .is-chosen')) reached.add(drawn);
  };
  // A part of an item, such as a cell of a row, is reached with the item; what is inside a custom element with the element.
  const isReached = (one) => {
    if (reached.has(one)) return true;
    if (one.matches('.times')) return reached.has(document.querySelector('.log > summary')); // both open the same list
    const { host } = one.getRootNode();
    if (host) return isReached(host);
    const item = one.parentElement?.closest('[role=row], [role=option]');
    return item ? reached.has(item) : false;
  };
  globalThis.reach = {
    begin() {
      clickable = deep(document).filter(
        (one) => (listening.has(one) || one.matches(NATIVE)) && !one.disabled && one.checkVisibility(),
      );
      return count(clickable);
    },
    at() {
      const one = active();
      note();
      if (!one) return undefined;
      const role = one.getAttribute('role');
      const node = (one.getRootNode().host ?? one).closest('vscode-tree-item');
      if (role === 'grid') return { widget: role, items: Number(one.getAttribute('aria-rowcount')) - 1 };
      if (role === 'listbox') return { widget: role, items: Number(one.querySelector('[aria-setsize]').getAttribute('aria-setsize')) };
      if (node) return { widget: 'treeitem', items: document.querySelectorAll('vscode-tree-item').length, closed: node.branch && !node.open };
      if (one.type === 'radio') return { widget: 'radio', items: document.querySelectorAll('input[name="' + one.name + '"]').length };
      return { widget: 'other', items: 0 };
    },
    missed: () => count(clickable.filter((one) => one.isConnected && !isReached(one))),
    misplaced: () =>
      deep(document)
        .filter((one) => one.tabIndex > 0 || (one.matches('[role=grid], [role=listbox]') && one.tabIndex !== 0))
        .map((one) => one.outerHTML.slice(0, 120)),
  };
})()`;

const KEYS = { grid: 'ArrowDown', listbox: 'ArrowLeft', radio: 'ArrowRight' };

async function press(inspector: Inspector, key: string): Promise<ReturnType<Reach['at']>> {
  await inspector.page.keyboard.press(key);
  await inspector.painted();
  return inspector.page.evaluate(() => reach.at());
}

/** Walks through everything that has a tab stop, and through the items of each widget. */
async function walk(inspector: Inspector): Promise<ReadonlySet<string>> {
  const widgets = new Set<string>();
  for (let stop = 0; stop < 400; stop++) {
    const place = await press(inspector, 'Tab');
    if (!place) return widgets; // out of the page
    widgets.add(place.widget);
    if (place.widget === 'other') continue;
    for (let item = 0; item < place.items; item++) {
      if (place.widget !== 'treeitem') await press(inspector, KEYS[place.widget]);
      else {
        const chosen = await press(inspector, 'Enter'); // which opens and closes it, too
        if (chosen?.closed) await press(inspector, 'ArrowRight');
        await press(inspector, 'ArrowDown');
      }
    }
  }
  throw new Error('Tab does not leave the page');
}

async function openAll(shown: Frame, open: readonly string[]): Promise<Inspector> {
  const inspector = await inspectors.open({
    first: RECORDER,
    saved: { open, keys: true, find: 'ret', flips: 2 },
    messages: [...(await fixture.everything(shown)), { type: 'state', state: { kind: 'stale', line: 12, edits: 3 } }],
  });
  await inspector.page.evaluate(() => document.querySelector<HTMLDetailsElement>('.menu')?.setAttribute('open', ''));
  await inspector.painted();
  return inspector;
}

test('keys reach all that takes a click, in every section', async () => {
  await using inspector = await openAll(frame, SECTIONS);
  const kinds = await inspector.page.evaluate(() => reach.begin());
  // What looks like no control is among them: rows, cells, tokens, nodes drawn and nodes in a list.
  expect(Object.keys(kinds)).toEqual(expect.arrayContaining(['div.row', 'span.name', 'span.chip', 'g.node', 'div.wrapper']));
  const widgets = await walk(inspector);
  expect([...widgets].sort()).toEqual(['grid', 'listbox', 'other', 'radio', 'treeitem']);
  expect(await inspector.page.evaluate(() => reach.missed())).toEqual({});
  expect(await inspector.page.evaluate(() => reach.misplaced())).toEqual([]);
});

test('keys reach every token of a suggestion', async () => {
  await using inspector = await openAll(suggestion, ['suggestion']);
  const kinds = await inspector.page.evaluate(() => reach.begin());
  expect(kinds['div.row']).toBe(suggestion.inspection.steps!.length);
  await walk(inspector);
  expect(await inspector.page.evaluate(() => reach.missed())).toEqual({});
});

test('a click on a token of a suggestion looks there, as its key does', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(suggestion) });
  await inspector.page.locator('#step-2').click();
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'look', position: suggestion.inspection.position + 2 });
});

test('what keys do not reach is missed', async () => {
  await using inspector = await inspectors.open({ first: RECORDER, messages: fixture.messages(frame), saved: { open: [] } });
  await inspector.page.evaluate(() => {
    const box = document.createElement('b');
    box.textContent = 'click here';
    box.addEventListener('click', () => {});
    const button = document.createElement('button');
    button.tabIndex = -1;
    button.textContent = 'and here';
    document.body.append(box, button);
    const grid = document.createElement('div');
    grid.setAttribute('role', 'grid');
    document.body.append(grid);
  });
  await inspector.page.evaluate(() => reach.begin());
  await walk(inspector);
  expect(await inspector.page.evaluate(() => reach.missed())).toEqual({ b: 1, 'button[submit]': 1 });
  expect(await inspector.page.evaluate(() => reach.misplaced())).toEqual(['<div role="grid"></div>']);
});

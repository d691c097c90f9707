// The page does with what VS Code lets it do: no style, script or picture of its own, in any section and state.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../src/extension/inspector/html';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';
import { THEMES, type Theme } from './server';
import { STATES } from './states';

let fixture: Fixture;
let frame: Frame;
let suggestion: Frame;
let everything: readonly ToPage[];
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  suggestion = await fixture.suggestion(undefined, undefined, { seq: 2 });
  everything = await fixture.everything(frame);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

describe.each(Object.keys(THEMES) as Theme[])('in the theme %s', (theme) => {
  test('no policy is broken in any state, with all sections open, while the page is used', async () => {
    await using inspector = await inspectors.open({ theme, messages: everything, saved: { open: SECTIONS, keys: true } });
    const { page } = inspector;
    for (const { state } of STATES) {
      await inspector.deliver({ type: 'state', state });
      expect([state.kind, await inspector.faults()]).toEqual([state.kind, []]);
    }
    await page.locator('.menu > summary').press('Enter');
    await page.locator('#flip + button').press('Enter');
    await page.locator('.grid').press('End');
    await page.locator('.context-scroll').press('Home');
    await page.locator('#find').fill('ret');
    await page.locator('input[type=range]').first().press('ArrowRight');
    for (const radio of await page.locator('input[type=radio]').all()) await radio.press('Space');
    await inspector.deliver({ type: 'frame', frame: suggestion }, ...everything.slice(1));
    expect(await page.locator('details.section[open]').count()).toBe(SECTIONS.length);
    expect(await inspector.faults()).toEqual([]);
  });
});

test.each([
  ['a style attribute', 'style-src-attr', `document.body.setAttribute('style', 'color: red')`],
  ['a style element', 'style-src-elem', `document.head.append(Object.assign(document.createElement('style'), { textContent: 'b {}' }))`],
  ['a style in markup', 'style-src-attr', `document.body.insertAdjacentHTML('beforeend', '<b style="color: red"></b>')`],
  [
    'a script without the nonce',
    'script-src-elem',
    `document.body.append(Object.assign(document.createElement('script'), { textContent: '0' }))`,
  ],
  ['a script in an attribute', 'script-src-attr', `document.body.insertAdjacentHTML('beforeend', '<b onclick="0"></b>')`],
  ['a picture', 'img-src', `document.body.append(Object.assign(new Image(), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }))`],
  ['a request', 'connect-src', `fetch('/inspector.css').catch(() => {})`],
])('%s would be noted', async (_, directive, script) => {
  await using inspector = await inspectors.open();
  expect(await inspector.faults()).toEqual([]);
  await inspector.page.evaluate(script);
  await expect.poll(() => inspector.faults()).toEqual(expect.arrayContaining([expect.stringContaining(`${directive}: `)]));
});

test('violations are noted before the page’s own script runs, under the policy that VS Code is given', async () => {
  await using inspector = await inspectors.open();
  const scripts = await inspector.page.evaluate(() =>
    [...document.scripts].map(({ src, async, defer, type }) => [src.split('/').at(-1), async || defer || type === 'module']),
  );
  expect(scripts).toEqual([
    ['host.js', false],
    ['inspector.en.js', false],
  ]);
  const policy = (document: string) =>
    /Content-Security-Policy" content="([^"]*)"/.exec(document)![1]!.replaceAll('&#39;', "'").split('; ');
  const { origin } = new URL(inspector.page.url());
  const nonce = await inspector.page.evaluate(() => document.scripts[0]!.nonce);
  const options = { script: '', style: '', title: '', language: 'en', cspSource: origin, nonce };
  const served = await (await fetch(inspector.page.url())).text();
  expect(policy(served)).toEqual(policy(html(options)));
});

// What a person does in one editor, key by key, in a real VS Code with the packaged extension.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { Desk } from './harness/desk';
import { until } from './harness/processes';
import { type Step, Trace } from './harness/trace';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.launch(inject('vsix'), { '[lua]': { 'editor.quickSuggestions': { other: 'on' } } });
});

afterEach(() => desk.clear());

afterAll(() => desk?.close());

const NAMES = `names = ["Ada", "Grace"]

for name in names:
    print(name)

for name in sorted(names):
`;

const LOOP = `    result = 0
    for item in items:
        result += item.price
`;

const SUMS = `def total(items):
${LOOP}    return result


def average(items):
`;

/** What a person types of a suggestion, a character at a time. VS Code closes the bracket, which is all that is left in the end. */
const ALONG = Array.from('int(name', (key, index): Step => {
  const typed = 'int(name'.slice(0, index + 1);
  const stands = `${NAMES}    pr${typed}|${typed.includes('(') ? ')' : ''}`;
  return { type: key, stands, shows: typed === 'int(name' ? 'nothing' : 'rest', from: 'memory' };
});

const TRACES: readonly { readonly name: string; readonly file: string; readonly text: string; readonly steps: readonly Step[] }[] = [
  {
    name: 'a suggestion that is typed along shrinks, and the engine is not asked until all of it is there',
    file: 'along.py',
    text: NAMES,
    steps: [
      { type: '    pr', stands: `${NAMES}    pr|`, shows: 'prediction', from: 'engine' },
      ...ALONG,
      { type: ')', stands: `${NAMES}    print(name)|`, shows: 'fitting' },
    ],
  },
  {
    name: 'after Backspace the engine is asked anew, and what it says is shown',
    file: 'backspace.py',
    text: NAMES,
    steps: [
      { type: '    pr', stands: `${NAMES}    pr|`, shows: 'prediction', from: 'engine' },
      { type: 'in', stands: `${NAMES}    prin|`, shows: 'rest', from: 'memory' },
      { press: 'Backspace', stands: `${NAMES}    pri|`, shows: 'prediction', from: 'engine' },
      { press: 'Backspace', stands: `${NAMES}    pr|`, shows: 'prediction', from: 'engine' },
      { type: 'i', stands: `${NAMES}    pri|`, shows: 'rest', from: 'memory' },
    ],
  },
  {
    name: 'what is suggested after several lines were pasted goes on where they end',
    file: 'paste.py',
    text: SUMS,
    steps: [
      {
        press: 'Control+Home ArrowDown Shift+ArrowDown Shift+ArrowDown Shift+ArrowDown Control+c Control+End Control+v',
        stands: `${SUMS}${LOOP}|`,
        shows: 'prediction',
        from: 'engine',
      },
      { type: '    ret', stands: `${SUMS}${LOOP}    ret|`, shows: 'rest' },
    ],
  },
];

test.each(TRACES)('$name', async ({ file, text, steps }) => {
  await desk.open(file, text);
  await new Trace(desk, file).follow(steps);
});

test('undo takes an accepted suggestion away, redo brings it back, and what is shown fits', async () => {
  await desk.open('undo.py', NAMES);
  const trace = new Trace(desk, 'undo.py');
  const before = `${NAMES}    pr|`;
  const accepted = await trace.step({ type: '    pr', stands: before, shows: 'prediction', from: 'engine' });
  const after = `${NAMES}    pr${accepted}|`;
  await trace.follow([
    { press: 'Tab', stands: after, shows: 'fitting' },
    { press: 'Control+z', stands: before, shows: 'fitting' },
    { press: 'Control+y', stands: after, shows: 'fitting' },
    { press: 'Control+z', stands: before, shows: 'fitting' },
    { type: 'i', stands: `${NAMES}    pri|`, shows: 'prediction' },
  ]);
});

test('several cursors get no suggestion, and the reason is told; one gets them again', async () => {
  const { window } = desk;
  const lines = (first: string, second: string) => `first = []\nsecond = []\nfirst.${first}\nsecond.${second}`;
  await desk.open('cursors.py', lines('app', 'app'));
  const trace = new Trace(desk, 'cursors.py');
  await trace.follow([
    { type: 'e', stands: lines('app', 'appe|'), shows: 'prediction', from: 'engine' },
    { press: 'Shift+Alt+ArrowUp', stands: lines('app', 'appe|'), shows: 'nothing' },
    { type: 'n', stands: lines('appn', 'appen|'), shows: 'nothing', from: 'multi-cursor' },
  ]);
  await window.command('Inkling: Why no suggestion?');
  expect(await until(async () => (await window.editorText()).includes('✗ `multi-cursor`'), 10_000), await window.editorText()).toBe(true);
  await window.press('Control+w');
  await window.press('Escape');
  await trace.step({ type: 'd(', stands: lines('appn', 'append(|)'), shows: 'prediction', from: 'engine' });
});

test('beside the suggestion list only what goes on like the selected entry is shown', async () => {
  const { window } = desk;
  const lines = `local results = {}
local resume = 0
for index, value in ipairs(values) do
  append(results, value)
end

for index, value in ipairs(values) do
  append(`;
  await desk.open('list.lua', lines);
  const trace = new Trace(desk, 'list.lua');
  const selected = async (entry: string) => {
    const row = window.page.locator('.suggest-widget.visible .monaco-list-row.focused');
    await row.and(window.page.locator(`[aria-label^="${entry},"]`)).waitFor();
  };
  await trace.step({ type: 'resu', stands: `${lines}resu|`, shows: 'prediction', from: 'engine' });
  await selected('results');
  await trace.step({ press: 'ArrowDown', stands: `${lines}resu|`, shows: 'nothing' });
  await selected('resume');
  await trace.step({ press: 'ArrowUp', stands: `${lines}resu|`, shows: 'rest' });
  await selected('results');
  await trace.step({ press: 'ArrowDown', stands: `${lines}resu|`, shows: 'nothing' });
  await window.command('Inkling: Why no suggestion?');
  const says = 'does not go on like the selected entry';
  expect(await until(async () => (await window.editorText()).replaceAll('\n', ' ').includes(says), 10_000), await window.editorText()).toBe(
    true,
  );
  await window.press('Control+w');
  await trace.step({ type: 'l', stands: `${lines}resul|`, shows: 'rest', from: 'memory' });
});

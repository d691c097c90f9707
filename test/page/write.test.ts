// A command that wants what is shown is answered with what the page applies.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSettings } from '../../src/sampling/settings';
import { Inspectors } from './inspector';

let inspectors: Inspectors;
beforeAll(async () => {
  inspectors = await Inspectors.start();
});
afterAll(() => inspectors?.stop());

test('a command gets what is shown with the settings that are tried, in the order that is tried', async () => {
  const settings = checkSettings({ strategy: 'sample', temperature: 1.5, seed: 7 });
  const order = ['temperature', 'top-k', 'top-p', 'min-p', 'repetition-penalty'];
  await using inspector = await inspectors.open({ saved: { tried: settings, order, seed: 5, flips: 3, layer: 2 } });
  await inspector.deliver({ type: 'write', as: 'csv' }, { type: 'write', as: 'text' });
  const tried = { settings, order, coin: { seed: 5, flips: 3 }, attention: { layer: 2 } };
  expect((await inspector.sent()).slice(1)).toEqual([
    { type: 'copy', format: 'csv', tried },
    { type: 'open-as-text', tried },
  ]);
});

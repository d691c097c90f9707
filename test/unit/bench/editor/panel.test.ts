import { expect, test } from 'vitest';
import { withPanel } from '../../../../bench/editor/panel-report';

test('each half of the page is written without the other', () => {
  const panel = (text: string) => `## The inspector's panel\n\n${text}\n`;
  const whole = withPanel('# Typing\n\nold\n', panel('one'));
  expect(whole).toBe(`# Typing\n\nold\n\n${panel('one')}`);
  expect(withPanel(whole, panel('two'))).toBe(`# Typing\n\nold\n\n${panel('two')}`);
  expect(withPanel('# Typing\n\nnew\n', whole)).toBe(`# Typing\n\nnew\n\n${panel('one')}`);
  expect(withPanel('# Typing\n\nnew\n', '# Typing\n\nold\n')).toBe('# Typing\n\nnew\n');
});

import { expect, test } from 'vitest';
import { delays } from '../../../../bench/editor/panel';
import { withPanel } from '../../../../bench/editor/panel-report';

const key = (at: number, name: string) => ({ at, key: name });
const ghost = (at: number, text: string) => ({ at, ghost: text });

test('ghost text counts from the key before it, but not where it is what the key has left of the one before', () => {
  expect(delays([key(0, 'a'), ghost(80, 'bcd'), key(100, 'b'), ghost(101, 'cd'), key(200, 'x'), ghost(202, ''), ghost(350, 'yz')])).toEqual(
    [80, 150],
  );
  expect(delays([ghost(10, 'early')])).toEqual([]);
});

test('each half of the page is written without the other', () => {
  const panel = (text: string) => `## The inspector's panel\n\n${text}\n`;
  const whole = withPanel('# Typing\n\nold\n', panel('one'));
  expect(whole).toBe(`# Typing\n\nold\n\n${panel('one')}`);
  expect(withPanel(whole, panel('two'))).toBe(`# Typing\n\nold\n\n${panel('two')}`);
  expect(withPanel('# Typing\n\nnew\n', whole)).toBe(`# Typing\n\nnew\n\n${panel('one')}`);
  expect(withPanel('# Typing\n\nnew\n', '# Typing\n\nold\n')).toBe('# Typing\n\nnew\n');
});

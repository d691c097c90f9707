import { expect, test } from 'vitest';
import { type MeasuredPanel, panelSummary } from '../../../../bench/editor/panel-report';

const measured = (typing: MeasuredPanel['typing']): MeasuredPanel => ({
  wide: { vocabulary: 9, temperature: [], topP: [] },
  marks: { stale: [], heard: [] },
  opened: [],
  stale: [],
  heard: [],
  painted: [],
  drag: [],
  scrolled: { frames: [], rows: 0, chips: 0, tokens: 0 },
  idle: { shown: 0, hidden: 0, closed: 0, messagesShown: 0, messagesHidden: 0 },
  typing,
});

test('bursts are compared where an answer came with and without', () => {
  const { typing } = panelSummary(
    measured({
      nothing: [100, undefined, 11, 200, 300, 400],
      page: [110, 120, 130, undefined, 290, 12],
      panel: [150, 120, 130, 210, 330, 400],
    }),
  );
  expect(typing.bursts).toBe(6);
  expect(typing.panel.later).toMatchObject({ n: 4, most: 50 }); // 50, 10, 30, 0
  expect(typing.panel.without).toMatchObject({ n: 4, most: 400 });
  expect(typing.page.later).toMatchObject({ n: 2, most: 10 }); // 10, -10
});

test('how far the median may lie off becomes less with more bursts', () => {
  const width = (bursts: number): number => {
    const nothing = Array.from({ length: bursts }, () => 100);
    const panel = nothing.map((delay, burst) => delay + (burst % 10));
    const [low, high] = panelSummary(measured({ nothing, page: [], panel })).typing.panel.likely;
    expect(low).toBeLessThanOrEqual(5);
    expect(high).toBeGreaterThanOrEqual(4);
    return high - low;
  };
  expect(width(10)).toBeGreaterThan(width(100));
  expect(width(100)).toBeGreaterThan(width(1_000));
});

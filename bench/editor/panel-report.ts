/** What was measured of the panel, as a table, as a part of the page and as data. */
import type { Beside, Typing } from './beside';
import type { Idle, Marked, Moved } from './panel';
import type { Scrolled } from './panel-page';
import { type Measured, quantile } from './report';
import type { Drags } from './slider';

export interface MeasuredPanel extends Moved {
  readonly wide: Drags;
  readonly marks: Marked;
  readonly opened: readonly number[];
  readonly drag: readonly number[];
  readonly scrolled: Scrolled & { readonly tokens: number };
  readonly idle: Idle;
  readonly typing: Typing;
}

type Summary = ReturnType<typeof panelSummary>;

const HEADING = "## The inspector's panel";

const TARGETS: readonly { readonly name: string; readonly met: (summary: Summary) => boolean | undefined }[] = [
  { name: 'cursor to stale mark: median at most 16 ms', met: ({ stale }) => atMost(stale, 'p50', 16) },
  { name: 'logits to paint: 95 of 100 at most 32 ms', met: ({ painted }) => atMost(painted, 'p95', 32) },
  {
    name: 'a slider with 151,936 tokens: median at most 16 ms',
    met: ({ wide }) => atMost(wide.temperature, 'p50', 16) && atMost(wide.topP, 'p50', 16),
  },
  { name: 'at most 60 rows and 400 tokens on the page', met: ({ scrolled }) => scrolled.rows <= 60 && scrolled.chips <= 400 },
  { name: 'hidden: no message', met: ({ idle }) => (idle.messagesShown > 0 ? idle.messagesHidden === 0 : undefined) },
  {
    name: 'typing: the panel makes ghost text at most 5 % later, median and p95',
    met: ({ typing: { panel } }) =>
      panel.with.n > 0 ? panel.with.p50 <= 1.05 * panel.without.p50 && panel.with.p95 <= 1.05 * panel.without.p95 : undefined,
  },
];

export function panelSummary({ wide, marks, opened, stale, heard, painted, drag, scrolled, idle, typing }: MeasuredPanel) {
  return {
    wide: { vocabulary: wide.vocabulary, temperature: quantiles(wide.temperature), topP: quantiles(wide.topP) },
    opened: quantiles(opened),
    stale: quantiles(stale),
    heard: quantiles(heard),
    marks: { stale: quantiles(marks.stale), heard: quantiles(marks.heard) },
    painted: quantiles(painted),
    drag: quantiles(drag),
    scrolled: { ...quantiles(scrolled.frames), tokens: scrolled.tokens, rows: scrolled.rows, chips: scrolled.chips },
    idle,
    typing: compared(typing),
  };
}

/** What comes sooner is the rest of what was shown already, which VS Code draws by itself: no answer. Milliseconds. */
const SOONEST_ANSWER = 40;

/** The bursts after which ghost text came both with nothing and with something beside, as an answer. */
function compared({ nothing, ...others }: Typing) {
  const against = (beside: Exclude<Beside, 'nothing'>) => {
    const both = nothing.flatMap((without, burst) => {
      const one = others[beside][burst];
      return one === undefined || without === undefined || Math.min(one, without) < SOONEST_ANSWER ? [] : [{ with: one, without }];
    });
    const later = both.map((pair) => pair.with - pair.without);
    return {
      with: quantiles(both.map((pair) => pair.with)),
      without: quantiles(both.map((pair) => pair.without)),
      later: quantiles(later),
      likely: medianRange(later),
    };
  };
  return { bursts: nothing.length, page: against('page'), panel: against('panel') };
}

/** Where the median lies with 95 % confidence, by the binomial distribution of how many values are below it. */
function medianRange(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const half = 0.98 * Math.sqrt(sorted.length);
  const low = Math.max(0, Math.floor(sorted.length / 2 - half));
  const high = Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + half));
  return [sorted[low] ?? Number.NaN, sorted[high] ?? Number.NaN];
}

function lines(summary: Summary): string[][] {
  const { typing, wide } = summary;
  const row = (name: string, { p50, p95, most, n }: Quantiles) => [name, p50.toFixed(0), p95.toFixed(0), most.toFixed(0), String(n)];
  return [
    ['the panel, ms', 'p50', 'p95', 'most', 'n'],
    row('command to first paint', summary.opened),
    row('cursor moved to stale mark', summary.stale),
    row('the same with a page that does nothing else', summary.marks.stale),
    row('extensions hear of the move to stale mark', summary.heard),
    row('the same with a page that does nothing else', summary.marks.heard),
    row('message with the logits to paint', summary.painted),
    row('slider to paint, 49,152 tokens', summary.drag),
    row('temperature to paint, 151,936 tokens, in a browser alone', wide.temperature),
    row('top-p to paint, likewise', wide.topP),
    row('frame to frame, scrolling', summary.scrolled),
    row('typing: last key to ghost text, nothing beside', typing.panel.without),
    row('typing: the same with the panel beside', typing.panel.with),
    row('typing: how much later, burst by burst', typing.panel.later),
    row('typing: how much later beside a page that does nothing', typing.page.later),
  ];
}

function sentences({ scrolled, idle, typing }: Summary): string[] {
  return [
    `Scrolled were ${scrolled.tokens} tokens and the whole vocabulary; at most ${scrolled.rows} rows and ${scrolled.chips} tokens were on the page.`,
    `The same moves of the cursor cost the engine ${idle.shown} ms of processor time with the panel shown, ${idle.hidden} ms with it behind another tab and ${idle.closed} ms with it closed; ${idle.messagesShown} and ${idle.messagesHidden} messages came to it shown and hidden.`,
    `Typed were the same ${typing.bursts} bursts of 8 keys with nothing, with the page that does nothing and with the panel beside, in turns; compared are those after which an answer came with and without. The median of how much later it came lies, with 95 % confidence, between ${range(typing.panel.likely)} ms beside the panel and between ${range(typing.page.likely)} ms beside the page that does nothing.`,
  ];
}

const range = ([low, high]: readonly [number, number]) => `${low.toFixed(0)} and ${high.toFixed(0)}`;

const verdicts = (summary: Summary) =>
  TARGETS.map(({ name, met }) => {
    const isMet = met(summary);
    return `${isMet === undefined ? 'not measured' : isMet ? 'met' : 'missed'}: ${name}`;
  });

export function panelTerminal(measured: MeasuredPanel): string {
  const summary = panelSummary(measured);
  const table = lines(summary);
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const aligned = table.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
  );
  return `\n${[...aligned, '', ...sentences(summary), '', ...verdicts(summary)].join('\n')}`;
}

/** For the page, after what is about typing. */
export function panelSection(measured: MeasuredPanel, { date }: Measured['machine']): string {
  const summary = panelSummary(measured);
  const [head, ...rows] = lines(summary);
  const table = [head!, ['---', '--:', '--:', '--:', '--:'], ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const targets = verdicts(summary).map((line) => `- ${line}`);
  return `${HEADING}\n\nOn ${date}, on the same machine.\n\n${table}\n\n${sentences(summary).join('\n\n')}\n\n${targets.join('\n')}\n`;
}

/** A page whose part about the panel is that of another one. */
export function withPanel(page: string, other: string): string {
  const [typing] = page.split(HEADING);
  const at = other.indexOf(HEADING);
  return at < 0 ? page : `${typing!.trimEnd()}\n\n${other.slice(at)}`;
}

interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly n: number;
}

const quantiles = (values: readonly number[]): Quantiles => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  most: quantile(values, 1),
  n: values.length,
});

const atMost = (found: Quantiles, share: 'p50' | 'p95', most: number) => (found.n > 0 ? found[share] <= most : undefined);

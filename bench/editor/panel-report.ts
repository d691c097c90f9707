/** What was measured of the panel, as a table, as a part of the page and as data. */
import type { Idle, Marked, Moved, Typing } from './panel';
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
    met: ({ typing: { open, closed } }) => (open.n > 0 ? open.p50 <= 1.05 * closed.p50 && open.p95 <= 1.05 * closed.p95 : undefined),
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

/** The bursts after which ghost text came in both turns, as an answer. */
function compared({ open, closed }: Typing) {
  const both = open.flatMap((one, burst) => {
    const other = closed[burst];
    return one === undefined || other === undefined || Math.min(one, other) < SOONEST_ANSWER ? [] : [{ open: one, closed: other }];
  });
  return {
    bursts: open.length,
    open: quantiles(both.map((pair) => pair.open)),
    closed: quantiles(both.map((pair) => pair.closed)),
    later: quantiles(both.map((pair) => pair.open - pair.closed)),
  };
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
    row('typing: last key to ghost text, panel closed', typing.closed),
    row('typing: last key to ghost text, panel open', typing.open),
    row('typing: how much later, burst by burst', typing.later),
  ];
}

function sentences({ scrolled, idle, typing }: Summary): string[] {
  return [
    `Scrolled were ${scrolled.tokens} tokens and the whole vocabulary; at most ${scrolled.rows} rows and ${scrolled.chips} tokens were on the page.`,
    `The same moves of the cursor cost the engine ${idle.shown} ms of processor time with the panel shown, ${idle.hidden} ms with it behind another tab and ${idle.closed} ms with it closed; ${idle.messagesShown} and ${idle.messagesHidden} messages came to it shown and hidden.`,
    `Typed were the same ${typing.bursts} bursts of 12 keys with the panel closed and open, in turns; compared are those after which an answer came in both.`,
  ];
}

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

/** What was measured of the panel, as a table, as a part of the page and as data. */
import type { Idle, Moved, Typing } from './panel';
import type { Scrolled } from './panel-page';
import { type Measured, quantile } from './report';
import type { Drags } from './slider';

export interface MeasuredPanel extends Moved {
  readonly wide: Drags;
  readonly opened: readonly number[];
  readonly drag: readonly number[];
  readonly scrolled: Scrolled & { readonly tokens: number };
  readonly idle: Idle;
  readonly typing: { readonly open: Typing; readonly closed: Typing };
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
    name: "typing: the panel makes the engine's answers at most 5 % later, median and p95",
    met: ({ typing: { open, closed } }) =>
      open.answers.n > 0 && closed.answers.n > 0
        ? open.answers.p50 <= 1.05 * closed.answers.p50 && open.answers.p95 <= 1.05 * closed.answers.p95
        : undefined,
  },
];

export function panelSummary({ wide, opened, stale, painted, drag, scrolled, idle, typing }: MeasuredPanel) {
  const typed = ({ answers, ghosts, keys }: Typing) => ({ keys, answers: quantiles(answers), ghosts: quantiles(ghosts) });
  return {
    wide: { vocabulary: wide.vocabulary, temperature: quantiles(wide.temperature), topP: quantiles(wide.topP) },
    opened: quantiles(opened),
    stale: quantiles(stale),
    painted: quantiles(painted),
    drag: quantiles(drag),
    scrolled: { ...quantiles(scrolled.frames), tokens: scrolled.tokens, rows: scrolled.rows, chips: scrolled.chips },
    idle,
    typing: { open: typed(typing.open), closed: typed(typing.closed) },
  };
}

function lines(summary: Summary): string[][] {
  const { typing, wide } = summary;
  const row = (name: string, { p50, p95, most, n }: Quantiles) => [name, p50.toFixed(0), p95.toFixed(0), most.toFixed(0), String(n)];
  return [
    ['the panel, ms', 'p50', 'p95', 'most', 'n'],
    row('command to first paint', summary.opened),
    row('cursor moved to stale mark', summary.stale),
    row('message with the logits to paint', summary.painted),
    row('slider to paint, 49,152 tokens', summary.drag),
    row('temperature to paint, 151,936 tokens, in a browser alone', wide.temperature),
    row('top-p to paint, likewise', wide.topP),
    row('frame to frame, scrolling', summary.scrolled),
    row("typing: the engine's answers, panel closed", typing.closed.answers),
    row("typing: the engine's answers, panel open", typing.open.answers),
    row('typing: key to new ghost text, panel closed', typing.closed.ghosts),
    row('typing: key to new ghost text, panel open', typing.open.ghosts),
  ];
}

function sentences({ scrolled, idle, typing }: Summary): string[] {
  return [
    `Scrolled were ${scrolled.tokens} tokens and the whole vocabulary; at most ${scrolled.rows} rows and ${scrolled.chips} tokens were on the page.`,
    `The same moves of the cursor cost the engine ${idle.shown} ms of processor time with the panel shown, ${idle.hidden} ms with it behind another tab and ${idle.closed} ms with it closed; ${idle.messagesShown} and ${idle.messagesHidden} messages came to it shown and hidden.`,
    `Typed were ${typing.closed.keys} keys with the panel closed and ${typing.open.keys} with it open, in turns.`,
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

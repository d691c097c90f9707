/** What was measured in the editor, as a table, as a page and as data. */
import type { Answered } from '../../test/e2e/harness/answers';
import type { Burst, Delay, Typed } from './scenes';

export interface Measured {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memory: number;
    readonly system: string;
    readonly node: string;
    readonly date: string;
  };
  readonly keyToGhostText: Typed & { readonly cold: readonly Delay[] };
  /** What the extension answered while a text was typed slowly. */
  readonly asked: readonly Pick<Answered, 'from' | 'time'>[];
  readonly burst: Burst;
  /** How late timers of the extension host were during the burst, in milliseconds. */
  readonly lateness: readonly number[];
}

interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  /** Keys after which ghost text came. */
  readonly n: number;
  /** Keys after which none came. */
  readonly without: number;
}

const TARGETS = [
  { name: 'cached: median at most 90 ms', met: ({ keyToGhostText: { cached } }: Summary) => cached.n > 0 && cached.p50 <= 90 },
  { name: 'warm: median at most 200 ms', met: ({ keyToGhostText: { warm } }: Summary) => warm.n > 0 && warm.p50 <= 200 },
  { name: 'warm: 95 of 100 at most 400 ms', met: ({ keyToGhostText: { warm } }: Summary) => warm.n > 0 && warm.p95 <= 400 },
  { name: 'cold: median at most 2.5 s', met: ({ keyToGhostText: { cold } }: Summary) => cold.n > 0 && cold.p50 <= 2_500 },
  { name: 'typing without a pause: no queue, ghost text settles within 1 s', met: ({ burst }: Summary) => burst.settled <= 1_000 },
  {
    name: 'typing without a pause: nothing wrong flickers or stays',
    met: ({ burst }: Summary) => burst.flickers.length + burst.stale === 0,
  },
  {
    name: "the extension host's event loop is late by at most 20 ms in 99 of 100",
    met: ({ extensionHost }: Summary) => extensionHost.p99 <= 20,
  },
];

type Summary = ReturnType<typeof summary>;

export function summary({ machine, keyToGhostText: { cached, along, warm, cold }, asked, burst, lateness }: Measured) {
  return {
    machine,
    keyToGhostText: { cached: quantiles(cached), warm: quantiles(warm), cold: quantiles(cold), along: quantiles(along) },
    asked: byOrigin(asked),
    burst,
    extensionHost: { p50: quantile(lateness, 0.5), p99: quantile(lateness, 0.99), most: quantile(lateness, 1), n: lateness.length },
  };
}

function byOrigin(asked: Measured['asked']): Record<string, { readonly count: number; readonly median: number }> {
  const origins = [...new Set(asked.map(({ from }) => from))];
  return Object.fromEntries(
    origins.map((origin) => {
      const times = asked.filter(({ from }) => from === origin).map(({ time }) => time);
      return [origin, { count: times.length, median: quantile(times, 0.5) }];
    }),
  );
}

function lines(measured: Summary): string[][] {
  const { keyToGhostText: times } = measured;
  const row = (name: string, { p50, p95, n, without }: Quantiles) => [name, p50.toFixed(0), p95.toFixed(0), String(n), String(without)];
  return [
    ['key to ghost text, ms', 'p50', 'p95', 'keys', 'without'],
    row('along: goes on with what is shown', times.along),
    row('cached: goes on with what Escape has hidden', times.cached),
    row('warm: another way, the text before is in the cache', times.warm),
    row('cold: a file just opened, 2,048 tokens', times.cold),
  ];
}

function sentences(measured: Summary): string[] {
  const { burst, extensionHost, asked } = measured;
  const from = Object.entries(asked)
    .map(([name, { count, median }]) => `${name} ${count} times (${median} ms in the median)`)
    .join(', ');
  return [
    `Answers of the extension while typing slowly, its pause before decoding included: ${from || 'unknown, nothing was logged'}.`,
    `${burst.keys} keys at ${burst.keysPerSecond.toFixed(1)} a second: ghost text settled ${burst.settled.toFixed(0)} ms after the last key; ${burst.flickers.length} times a text gave way to another without a key between, ${burst.stale} times one stayed for over 100 ms that the key contradicted.`,
    `Meanwhile timers of the extension host were late by ${extensionHost.p50.toFixed(1)} ms in the median, ${extensionHost.p99.toFixed(1)} ms at p99, ${extensionHost.most.toFixed(1)} ms at most (${extensionHost.n} timers).`,
  ];
}

const verdicts = (measured: Summary) => TARGETS.map(({ name, met }) => `${met(measured) ? 'met' : 'missed'}: ${name}`);

export function terminal(measured: Measured): string {
  const short = summary(measured);
  const table = lines(short);
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const aligned = table.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
  );
  return `\n${[...aligned, '', ...sentences(short), '', ...verdicts(short)].join('\n')}`;
}

export function page(measured: Measured): string {
  const short = summary(measured);
  const [head, ...rows] = lines(short);
  const { cpu, cores, memory, system, node, date } = measured.machine;
  return `# How soon ghost text is there

Written by \`npm run bench:editor\` on ${date}: ${cpu}, ${cores} cores, ${memory} GB, ${system}, Node ${node}. VS Code's server, its
extension host, the engine and the browser that shows the window share these cores. How it is measured is in [README.md](README.md#editor).

${[head!, ['---', '--:', '--:', '--:', '--:'], ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n')}

${sentences(short).join('\n\n')}

## Targets

${verdicts(short)
  .map((line) => `- ${line}`)
  .join('\n')}
`;
}

function quantiles(delays: readonly Delay[]): Quantiles {
  const known = delays.filter((delay) => delay !== undefined);
  return { p50: quantile(known, 0.5), p95: quantile(known, 0.95), n: known.length, without: delays.length - known.length };
}

/** The value that a share of the others is not above; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

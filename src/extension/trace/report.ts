import { l10n } from 'vscode';
import { GATE_NAMES } from '../../completion/gates/gates';
import type { Run, Shaping, Trace } from '../../completion/trace/trace';
import type { Candidate, GeneratedToken } from '../../protocol/messages';
import { gateText, lookupText, powerText, silenceText, stopText } from './words';

/** What happened to a question of VS Code, as a Markdown document for the user. */
export function report(trace: Trace): string {
  const title = trace.silence ? l10n.t('Why no suggestion?') : l10n.t('Why this suggestion?');
  return [`# ${title}`, ...head(trace), ...gates(trace), ...lookups(trace), ...timing(trace), ...(trace.run ? run(trace.run) : [])]
    .join('\n\n')
    .concat('\n');
}

function head({ time, document, language, facts, texts, isPart, ...trace }: Trace): string[] {
  const asked = facts.trigger === 'automatic' ? l10n.t('VS Code asked by itself') : l10n.t('You asked');
  return [
    `${new Date(time).toLocaleString()} · ${asked} · ${code(document)} · ${language}`,
    texts.length > 0 ? list(texts.map(block)) : `**${silenceText({ time, document, language, facts, texts, isPart, ...trace })}**`,
    ...(isPart ? [l10n.t('The engine was still writing: what came later is for the next question.')] : []),
  ];
}

function gates({ closed, facts }: Trace): string[] {
  const last = closed ? GATE_NAMES.indexOf(closed) : GATE_NAMES.length;
  const passed = GATE_NAMES.slice(0, last).map((name) => `✓ ${code(name)}`);
  return [heading(l10n.t('Gates')), [...passed, ...(closed ? [`✗ ${code(closed)}: ${gateText(closed, facts)}`] : [])].join('  \n')];
}

function lookups({ lookups: looked }: Trace): string[] {
  if (looked.length === 0) return [];
  const lines = looked.map(({ name, found }) => `${found ? '✓' : '–'} ${lookupText(name)}`);
  return [heading(l10n.t('Where it was looked for')), lines.join('  \n')];
}

function timing({ pause, total, run: answered }: Trace): string[] {
  const { timings } = answered?.completion ?? {};
  const why = pause && powerText(pause.power);
  const rows: (readonly [string, string])[] = [[l10n.t('From the question to the answer'), ms(total)]];
  if (pause) rows.push([l10n.t('Pause before writing'), ms(pause.ms) + (why ? ` (${why})` : '')]);
  if (timings) {
    rows.push([l10n.t('Engine: splitting into tokens'), ms(timings.tokenize)]);
    rows.push([l10n.t('Engine: reading'), ms(timings.prefill)]);
    rows.push([l10n.t('Engine: writing'), ms(timings.decode)]);
  }
  return [heading(l10n.t('Time')), table(rows)];
}

function run({ request, completion, shapings }: Run): string[] {
  const asked: (readonly [string, string])[] = [
    [l10n.t('Extent'), code(request.extent)],
    [l10n.t('Strategy'), code(request.sampling?.strategy ?? 'greedy')],
    [l10n.t('Text before the cursor'), l10n.t('{0} characters', request.prefix.text.length)],
  ];
  if (request.neighbours) asked.push([l10n.t('Related code'), request.neighbours.map(code).join('<br>') || l10n.t('this document only')]);
  if (completion) {
    const { counts, stop, window } = completion;
    asked.push([l10n.t('Tokens read'), l10n.t('{0}, of them {1} reused and {2} new', counts.prompt, counts.reused, counts.prefilled)]);
    if (window !== undefined) asked.push([l10n.t('Read for now'), l10n.t('at most {0} tokens, as all would have taken too long', window)]);
    if (counts.others) asked.push([l10n.t('Of those, related code'), l10n.t('{0} tokens', counts.others)]);
    asked.push([l10n.t('Tokens written'), l10n.t('{0}, of them {1} guessed', counts.decoded, counts.guessed)]);
    asked.push([l10n.t('Stopped because'), stopText(stop)]);
  }
  return [
    heading(l10n.t('The engine')),
    table(asked),
    ...filters(shapings),
    ...(completion ? alternatives(completion.candidates) : []),
    ...(completion ? tokens(completion.tokens) : []),
  ];
}

function filters(shapings: readonly Shaping[]): string[] {
  const unsure = shapings.filter(({ sure }) => sure !== undefined);
  const cuts = unsure.map(({ raw, sure = '' }) => `${l10n.t('not sure enough')}: ${change(raw, sure)}`);
  const steps = shapings.flatMap((shaping) => shaping.steps);
  if (steps.length + cuts.length === 0) return [];
  const lines = steps.map(({ name, before, after }) => `${code(name)}: ${change(before, after)}`);
  return [heading(l10n.t('Filters')), list([...cuts, ...lines])];
}

function alternatives(candidates: readonly Candidate[] | undefined): string[] {
  if (!candidates) return [];
  const rows = candidates.map(({ text, logprob, score }) => [block(text), `${percent(logprob)}, ${score.toFixed(2)}`] as const);
  return [heading(l10n.t('Alternatives: probability and score')), table(rows)];
}

function tokens(generated: readonly GeneratedToken[]): string[] {
  if (generated.length === 0) return [];
  const rows = generated.map(({ text, logprob, memory }) => {
    const mixed = memory ? ` · ${l10n.t('{0} % from your own code', Math.round(100 * memory.share))}` : '';
    return [block(text), percent(logprob) + mixed] as const;
  });
  return [heading(l10n.t('Tokens: probability')), table(rows)];
}

const change = (before: string, after: string) => `${block(before)} → ${after === '' ? l10n.t('nothing') : block(after)}`;
const heading = (text: string) => `## ${text}`;
const ms = (time: number) => `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
const percent = (logprob: number) => `${(100 * Math.exp(logprob)).toPrecision(3)} %`;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
const table = (rows: readonly (readonly [string, string])[]) =>
  ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');

/** Code on one line, whatever it holds: line breaks and tabs shown, bars kept from ending a cell of a table. */
const block = (text: string) => code(text.replaceAll('\r', '␍').replaceAll('\n', '⏎').replaceAll('\t', '→'));

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const inner = text.replaceAll('|', '\\|');
  return /^[` ]|[` ]$/.test(inner) ? `${fence} ${inner} ${fence}` : fence + inner + fence;
}

import type { Inspection } from '../protocol/inspection';
import type { Outcome } from './outcome';
import { percent } from './percent';
import { plainLabel } from './token-label';
import type { Vocabulary } from './vocabulary';

/** What the Markdown twin says besides numbers, in some language. */
export interface MarkdownWords {
  readonly title: string;
  /** Where the text is, such as a file with line and column. */
  readonly place: string;
  readonly summary: string;
  readonly context: string;
  readonly next: string;
  readonly samplers: string;
  readonly columns: readonly [rank: string, token: string, id: string, logit: string, model: string, final: string, verdict: string];
  /** Of how many tokens that have no row. */
  others(count: number): string;
  /** Why a token was cut, or that it was kept. */
  verdict(id: number): string;
  /** What a step of the chain did. */
  step(index: number): string;
}

/** Everything about the next token as text: for screen readers, and to be passed on. */
export function markdown(
  { ids }: Pick<Inspection, 'ids'>,
  outcome: Outcome,
  vocabulary: Vocabulary,
  words: MarkdownWords,
  { most, locale }: { readonly most: number; readonly locale: string },
): string {
  const { next } = outcome;
  const share = (probability: number) => percent(probability, locale);
  const shown = [...next.likeliest(Math.min(most, next.size))];
  const rows = shown.map((id, place) => [
    String(place + 1),
    code(plainLabel(vocabulary.label(id))),
    String(id),
    next.logits[id]!.toFixed(2),
    share(next.model[id]!),
    share(outcome.final(id)),
    words.verdict(id),
  ]);
  const rest = [
    '…',
    words.others(next.size - shown.length),
    '',
    '',
    share(Math.max(0, 1 - next.cumulative(shown.length))),
    share(Math.max(0, 1 - outcome.finalOf(shown.length))),
    '',
  ];
  const context = [...ids].map((id) => code(plainLabel(vocabulary.label(id)))).join(' ');
  return [
    `# ${words.title}`,
    words.place,
    words.summary,
    `## ${words.context}`,
    context,
    `## ${words.next}`,
    table([words.columns, ...rows, ...(shown.length < next.size ? [rest] : [])]),
    `## ${words.samplers}`,
    outcome.stages.map((_, index) => `${index + 1}. ${words.step(index)}`).join('\n'),
    '',
  ].join('\n\n');
}

/** As code whatever is in it: a fence longer than any run of backticks. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function table([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head!), line(head!.map(() => '---')), ...rows.map(line)].join('\n');
}

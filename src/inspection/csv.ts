import type { Outcome } from './outcome';
import { plainLabel } from './token-label';
import type { Vocabulary } from './vocabulary';

const COLUMNS = ['rank', 'id', 'token', 'logit', 'model', 'final', 'cut_by'];

/** The likeliest tokens as comma-separated values (RFC 4180), numbers in full. Tokens are written as labels, so that each is one line. */
export function csv(outcome: Outcome, vocabulary: Vocabulary, most: number): string {
  const { next, explanation } = outcome;
  const rows = [...next.likeliest(Math.min(most, next.size))].map((id, place) => [
    place + 1,
    id,
    plainLabel(vocabulary.label(id)),
    next.logits[id]!,
    next.model[id]!,
    outcome.final(id),
    explanation.cutBy(id) ?? '',
  ]);
  return `${[COLUMNS, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet takes a text that begins with = + - or @ for a formula, so such a text gets an apostrophe. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

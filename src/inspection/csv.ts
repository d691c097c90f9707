import type { Outcome } from './outcome';
import { hex } from './token-label';
import type { Vocabulary } from './vocabulary';

const COLUMNS = ['rank', 'id', 'token', 'bytes', 'logit', 'model', 'final', 'cut_by'];

/**
 * The likeliest tokens as comma-separated values (RFC 4180), numbers in full. Tokens are written as they are, line breaks
 * included; a token that is no whole character is exact only in its bytes.
 */
export function csv(outcome: Outcome, vocabulary: Vocabulary, most: number): string {
  const { next, explanation } = outcome;
  const rows = [...next.likeliest(Math.min(most, next.size))].map((id, place) => [
    place + 1,
    id,
    vocabulary.text(id),
    hex(vocabulary.bytes(id)),
    next.logits[id]!,
    next.model[id]!,
    outcome.final(id),
    explanation.cutBy(id) ?? '',
  ]);
  return `${[COLUMNS, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet takes a text that begins so for a formula, and may take white space off before; such a text gets an apostrophe. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

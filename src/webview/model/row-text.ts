import type { Outcome } from '../../inspection/outcome';
import { sumOf } from '../../inspection/tail';
import { plainLabel } from '../../inspection/token-label';
import type { Vocabulary } from '../../inspection/vocabulary';

/** A row of the grid as a text for a spreadsheet: its cells in the grid's order with tabs between them, numbers in full. */
export function rowText(rank: number, outcome: Outcome, vocabulary: Vocabulary, verdict: string): string {
  const { next } = outcome;
  const id = next.at(rank);
  return [rank, field(rawText(id, vocabulary)), id, next.logits[id]!, next.model[id]!, outcome.final(id), sumOf(next, rank), verdict].join(
    '\t',
  );
}

/** What a token writes; its label where that is no text, such as a part of a character or a special token. */
function rawText(id: number, vocabulary: Vocabulary): string {
  try {
    if (!vocabulary.isControl(id)) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(vocabulary.bytes(id));
  } catch {} // not whole characters
  return plainLabel(vocabulary.label(id));
}

/** As spreadsheets paste it: in quotation marks where it would not be one cell otherwise. */
function field(text: string): string {
  return /^"|[\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { cutAtConfidence } from '../../completion/confidence/cut';
import type { Confidence } from '../../completion/confidence/levels';
import { wholeLines } from '../../completion/extent/extent';
import { applyFilters } from '../../completion/filters';
import { usefulBeginning } from '../../completion/lookup/beginning';
import type { Place } from '../../completion/lookup/place';
import type { Shaping } from '../../completion/trace/trace';
import type { Candidate } from '../../protocol/messages';

/** What the model gave: `stop` is undefined while it is still writing. */
export interface Written extends Pick<Candidate, 'text' | 'tokens'> {
  readonly stop: Candidate['stop'] | undefined;
}

/** What is shown of a text that the model gave for a place: what it is sure enough of, as far as the filters let it pass. */
export function shape(written: Written, { language, prefix, after }: Place, level: Confidence): Shaping {
  const raw = written.text;
  const { sure, cut } = sureOf(written, level);
  const { text, steps } = applyFilters(sure, { language, before: prefix.text, after });
  return { raw, ...(sure !== raw && { sure, cut }), steps, text };
}

function sureOf({ text, tokens, stop }: Written, level: Confidence): Required<Pick<Shaping, 'sure' | 'cut'>> {
  const sure = cutAtConfidence(tokens, text, level);
  if (sure !== text) return { sure, cut: 'confidence' };
  return stop === undefined ? { sure: usefulBeginning(text), cut: 'unfinished' } : { sure: wholeLines(text, stop), cut: 'limit' };
}

/** The texts that are left, best first, each once. */
export function textsOf(shapings: readonly Shaping[]): readonly string[] {
  return [...new Set(shapings.map(({ text }) => text).filter((text) => text !== ''))];
}

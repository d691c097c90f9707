import { applyFilters } from '../../completion/filters';
import type { Place } from '../../completion/lookup/place';
import type { Shaping } from '../../completion/trace/trace';

/** What is shown of a text that the model gave for a place. */
export function shape(raw: string, { language, prefix, after }: Place): Shaping {
  const { text, steps } = applyFilters(raw, { language, before: prefix.text, after });
  return { raw, steps, text };
}

/** The texts that are left, best first, each once. */
export function textsOf(shapings: readonly Shaping[]): readonly string[] {
  return [...new Set(shapings.map(({ text }) => text).filter((text) => text !== ''))];
}

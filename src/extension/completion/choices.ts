import type { SamplingSettings } from '../../sampling/settings';

/** Few enough to look through. */
const CHOICES = 3;

/**
 * How many suggestions to ask for when the user asks: VS Code pages through them with Alt+] and Alt+[.
 *
 * Unasked it is one. Others share its passes but make each of them longer, and would be paid at every key for a
 * second suggestion that hardly anybody looks at.
 */
export function choicesOf({ strategy, beams }: SamplingSettings): number {
  return strategy === 'beam' ? Math.min(CHOICES, beams) : CHOICES; // a search does not end with more than it follows
}

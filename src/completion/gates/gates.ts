import { beginsInWord } from '../suffix';
import type { Facts, Size } from './facts';

/** In documents with more than this VS Code draws no ghost text, unless it is set to do without its optimizations. */
export const DRAWN_LENGTH = 20 * 1024 * 1024;
export const DRAWN_LINES = 300_000;

/**
 * Longer documents are generated: nobody writes them. VS Code gives extensions none above 50 MB; half of that still leaves each
 * look at the text well below a frame.
 */
export const LENGTH_LIMIT = 25 * 1024 * 1024;

/** In the order in which they are asked: from what the user has decided to what happens at the cursor. */
const GATES = [
  { name: 'disabled-globally', closes: ({ off }) => off === 'globally' },
  { name: 'disabled-language', closes: ({ off }) => off === 'language' },
  { name: 'disabled-file', closes: ({ off }) => off === 'file' },
  { name: 'snoozed', closes: ({ snoozedUntil, trigger }) => snoozedUntil !== undefined && trigger === 'automatic' },
  { name: 'untrusted', closes: ({ untrusted }) => untrusted },
  { name: 'excluded-file', closes: ({ excluded }) => excluded !== undefined },
  { name: 'read-only', closes: ({ readOnly }) => readOnly },
  { name: 'diff', closes: ({ compared }) => compared },
  { name: 'output-document', closes: ({ code }) => !code },
  { name: 'too-large', closes: isTooLarge },
  // What is asked for by a command appears at the first cursor: better than nothing.
  { name: 'multi-cursor', closes: ({ cursors, trigger }) => cursors > 1 && trigger === 'automatic' },
  { name: 'middle-of-word', closes: ({ rest, trigger }) => trigger === 'automatic' && beginsInWord(rest) },
  { name: 'comment', closes: ({ comment, trigger }) => comment && trigger === 'automatic' },
  // VS Code shows nothing that does not go on like the selected entry.
  { name: 'suggestion-list', closes: ({ selected }) => selected !== undefined && !selected.entry.startsWith(selected.typed) },
] as const satisfies readonly { readonly name: string; readonly closes: (facts: Facts) => boolean }[];

export type GateName = (typeof GATES)[number]['name'];

/** All gates, in the order in which they are asked. */
export const GATE_NAMES: readonly GateName[] = GATES.map(({ name }) => name);

/** Whether a document is so large that nothing is completed in it. */
export function isTooLarge({ length, lines, largeFileOptimizations }: Size): boolean {
  return length > LENGTH_LIMIT || (largeFileOptimizations && (length > DRAWN_LENGTH || lines > DRAWN_LINES));
}

/** The first gate that is closed; undefined when the way is free. */
export function closedGate(facts: Facts): GateName | undefined {
  return GATES.find(({ closes }) => closes(facts))?.name;
}

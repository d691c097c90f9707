/**
 * What of a suggestion is shown. Models repeat themselves and their surroundings, close what is closed, and talk about
 * code instead of writing it; a filter takes one such fault away and leaves everything else as it is.
 */
import { chat } from './chat';
import { closingBlock } from './closing-block';
import { controlTokens } from './control-tokens';
import type { Filter, Place } from './filter';
import { indentation } from './indentation';
import { invisibleCharacters } from './invisible-characters';
import { overlap } from './overlap';
import { repeatsAbove } from './repeats-above';
import { repeatsBelow } from './repeats-below';
import { repeatsItself } from './repeats-itself';
import { unbalancedClosers } from './unbalanced-closers';
import { whiteSpace } from './white-space';

export type { Place } from './filter';

/**
 * The filters in their order: first what is no code at all, then what stands already, last whether anything is left.
 * Where two would act, the earlier one names the fault.
 */
const FILTERS = {
  'control-tokens': controlTokens,
  'invisible-characters': invisibleCharacters,
  chat,
  'closing-block': closingBlock,
  indentation,
  'repeats-itself': repeatsItself,
  'repeats-above': repeatsAbove,
  'repeats-below': repeatsBelow,
  overlap,
  'unbalanced-closers': unbalancedClosers,
  'white-space': whiteSpace,
} as const satisfies Record<string, Filter>;

export type FilterName = keyof typeof FILTERS;

/** The names in the order in which the filters act. */
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

export interface Filtered {
  /** What is left; '' for nothing. */
  readonly text: string;
  /** What each filter did that changed something, in order. */
  readonly steps: readonly { readonly name: FilterName; readonly before: string; readonly after: string }[];
}

/**
 * Applies all filters, again until none finds anything: what one leaves may show another's fault.
 * @param text what is to be inserted at the cursor
 */
export function applyFilters(text: string, place: Place, options: { readonly off?: readonly FilterName[] } = {}): Filtered {
  const names = FILTER_NAMES.filter((name) => !options.off?.includes(name));
  const steps: { name: FilterName; before: string; after: string }[] = [];
  let left = text;
  for (let changed = true; changed && left !== ''; ) {
    changed = false;
    for (const name of names) {
      const after = left === '' ? '' : FILTERS[name](left, place);
      if (after === left) continue;
      steps.push({ name, before: left, after });
      left = after;
      changed = true;
    }
  }
  return { text: left, steps };
}

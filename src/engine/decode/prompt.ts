import type { Prefix } from '../../protocol/messages';
import { type BackedUp, backUp } from './healing';
import type { Model } from './model';
import { findWindow, nextWindowOf } from './window';

/** What is read, and what the first generated tokens have to spell. */
export interface Prompt {
  readonly ids: readonly number[];
  readonly healed: Uint8Array;
}

/** A prompt, and where its text begins in the document, in UTF-16 units. */
export interface PlacedPrompt extends Prompt {
  readonly start: number;
}

/**
 * The prompt of a text before a cursor.
 * @param heal whether the end is taken back, to be spelled again
 */
export function promptOf(model: Model, prefix: Prefix, heal = true): PlacedPrompt {
  const { ids, start } = findWindow(model.tokenizer, prefix, limit(model));
  return {
    ...finish(model, heal ? backUp(ids, model.tokenizer.vocabulary) : { prompt: ids, healed: new Uint8Array(0) }),
    start: prefix.start + start,
  };
}

/** The prompt that this text will have when its window is full and starts later; undefined while there is much room. */
export function nextPromptOf(model: Model, prefix: Prefix): Prompt | undefined {
  const ids = nextWindowOf(model.tokenizer, prefix, limit(model));
  return ids && finish(model, backUp(ids, model.tokenizer.vocabulary));
}

// One token less, for the start of the text.
const limit = ({ info }: Model) => info.window - 1;

function finish({ start }: Model, { prompt, healed }: BackedUp): Prompt {
  return { ids: start.always || prompt.length === 0 ? [start.token, ...prompt] : prompt, healed };
}

import type { Prefix } from '../../protocol/messages';
import { backUp } from './healing';
import type { Model } from './model';
import { nextWindowOf, windowOf } from './window';

/** What is read, and what the first generated tokens have to spell. */
export interface Prompt {
  readonly ids: readonly number[];
  readonly healed: Uint8Array;
}

/** The prompt of a text before a cursor. */
export function promptOf(model: Model, prefix: Prefix): Prompt {
  return finish(model, windowOf(model.tokenizer, prefix, limit(model)));
}

/** The prompt that this text will have when its window is full and starts later; undefined while there is much room. */
export function nextPromptOf(model: Model, prefix: Prefix): Prompt | undefined {
  const ids = nextWindowOf(model.tokenizer, prefix, limit(model));
  return ids && finish(model, ids);
}

// One token less, for the start of the text.
const limit = ({ info }: Model) => info.window - 1;

function finish({ tokenizer, start }: Model, window: readonly number[]): Prompt {
  const { prompt, healed } = backUp(window, tokenizer.vocabulary);
  return { ids: start.always || prompt.length === 0 ? [start.token, ...prompt] : prompt, healed };
}

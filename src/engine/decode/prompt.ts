import type { Prefix } from '../../protocol/messages';
import { SUFFIX_LIMIT } from '../../protocol/prefix';
import { type FimTokens, fimTokens } from './fim';
import { type BackedUp, backUp } from './healing';
import type { Model } from './model';
import { findWindow, nextWindowOf, windowOf } from './window';

/** What is read, and what the first generated tokens have to spell. */
export interface Prompt {
  readonly ids: readonly number[];
  readonly healed: Uint8Array;
  /** Of the text before the cursor the last tokens that stay, without anything else that is read. */
  readonly text: readonly number[];
}

/** A prompt, and where its text begins in the document, in UTF-16 units. */
export interface PlacedPrompt extends Prompt {
  readonly start: number;
}

/** The text around a cursor; what stands after it is read only by models that were trained for that. */
export interface Around {
  readonly prefix: Prefix;
  readonly suffix?: string | undefined;
  /** Tokens that are read at most; the model's window when absent. */
  readonly window?: number | undefined;
}

/**
 * The prompt of a text before a cursor.
 * @param heal whether the end is taken back, to be spelled again
 */
export function promptOf(model: Model, { prefix, window }: Around, heal = true): PlacedPrompt {
  const { ids, start } = findWindow(model.tokenizer, prefix, limit(model, window));
  return {
    ...finish(model, heal ? backUp(ids, model.tokenizer.vocabulary) : { prompt: ids, healed: new Uint8Array(0) }),
    start: prefix.start + start,
  };
}

/** The prompt of a text around a cursor. */
export function promptAround(model: Model, around: Around): Prompt {
  const gap = gapOf(model, around);
  return gap ? filled(model, gap, windowOf(model.tokenizer, gap.above, aboveLimit(model, around))) : promptOf(model, around);
}

/** The prompt that this text will have when its window is full and starts later; undefined while there is much room. */
export function nextPromptAround(model: Model, around: Around): Prompt | undefined {
  const gap = gapOf(model, around);
  const ids = nextWindowOf(model.tokenizer, gap?.above ?? around.prefix, gap ? aboveLimit(model, around) : limit(model, around.window));
  if (!ids) return undefined;
  return gap ? filled(model, gap, ids) : finish(model, backUp(ids, model.tokenizer.vocabulary));
}

// One token less, for the start of the text.
const limit = ({ info }: Model, window = info.window) => Math.min(window, info.window) - 1;

function finish({ start }: Model, { prompt, healed }: BackedUp): Prompt {
  const ids = start.always || prompt.length === 0 ? [start.token, ...prompt] : prompt;
  return { ids, healed, text: ids };
}

/** Parts of the limit. They are fixed, so that typing moves nothing. */
const ABOVE = 5 / 8;
const SUFFIX = 1 / 4;
const LINE = 1 / 16;

const aboveLimit = (model: Model, { window }: Around) => Math.floor(limit(model, window) * ABOVE);

/** The text around a gap. */
interface Gap {
  readonly tokens: FimTokens;
  readonly above: Prefix;
  readonly suffix: readonly number[];
  /** The current line up to the cursor. */
  readonly line: BackedUp;
}

/** Undefined where the model has no tokens for it, nothing stands after the cursor, or the line is too long for its part. */
function gapOf(model: Model, { prefix: { text, start }, suffix = '', window }: Around): Gap | undefined {
  const { tokenizer } = model;
  const tokens = fimTokens(tokenizer);
  if (!tokens || suffix === '') return undefined;
  const lineStart = text.lastIndexOf('\n') + 1;
  const lineIds = tokenizer.encode(text.slice(lineStart));
  const most = limit(model, window);
  if (lineIds.length > most * LINE) return undefined;
  return {
    tokens,
    above: { text: text.slice(0, lineStart), start },
    suffix: tokenizer.encode(suffix.slice(0, SUFFIX_LIMIT)).slice(0, Math.floor(most * SUFFIX)),
    line: backUp(lineIds, tokenizer.vocabulary),
  };
}

/**
 * What changes least first: the lines above, the text after the cursor, and then the current line up to the cursor, as the
 * beginning of what fills the gap. Typing in a line leaves all but its end as it is.
 */
function filled({ start }: Model, { tokens, suffix, line }: Gap, above: readonly number[]): Prompt {
  const first = start.always ? [start.token] : [];
  return {
    ids: [...first, tokens.prefix, ...above, tokens.suffix, ...suffix, tokens.middle, ...line.prompt],
    healed: line.healed,
    text: [...above, ...line.prompt],
  };
}

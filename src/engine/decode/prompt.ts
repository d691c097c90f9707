import { type Prefix, SUFFIX_LIMIT } from '../../protocol/prefix';
import { anchored } from '../context/anchored';
import type { Beginning, Context } from '../context/neighbourhood';
import { type FimTokens, fimTokens } from './fim';
import { type BackedUp, backUp } from './healing';
import type { Model } from './model';
import { cellOf, findWindow, nextWindowOf } from './window';

/** What is read, and what the first generated tokens have to spell. */
export interface Prompt {
  readonly ids: readonly number[];
  readonly healed: Uint8Array;
  /** Of the text before the cursor the last tokens that stay, without anything else that is read. */
  readonly text: readonly number[];
  /** How many of the ids are other files' code, with their names. */
  readonly others: number;
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
 * The prompt of a text around a cursor.
 * @param context the code of other files, for models that gain from it
 */
export function promptAround(model: Model, around: Around, context?: Context): Prompt {
  const parts = partsOf(model, around, context);
  return assemble(model, parts, findWindow(model.tokenizer, parts.above, parts.room));
}

/** The same, with where its first text begins; without healing the text as it stands, and nothing after it. */
export function placedPromptAround(model: Model, around: Around, heal: boolean): PlacedPrompt {
  const { prefix } = around;
  if (!heal) {
    const { ids, start } = findWindow(model.tokenizer, prefix, limit(model, around.window));
    return { ...finish(model, { prompt: ids, healed: new Uint8Array(0) }), start: prefix.start + start };
  }
  const parts = partsOf(model, around, undefined);
  const window = findWindow(model.tokenizer, parts.above, parts.room);
  return { ...assemble(model, parts, window), start: prefix.start + window.start };
}

/** The prompt that this text will have when its window is full and starts later; undefined while there is much room. */
export function nextPromptAround(model: Model, around: Around, context?: Context): Prompt | undefined {
  const parts = partsOf(model, around, context);
  const next = nextWindowOf(model.tokenizer, parts.above, parts.room);
  return next && assemble(model, parts, next);
}

// One token less, for the start of the text.
const limit = ({ info }: Model, window = info.window) => Math.min(window, info.window) - 1;

function finish({ start }: Model, { prompt, healed }: BackedUp, before: readonly number[] = [], others = 0): Prompt {
  const first = start.always || prompt.length + before.length === 0 ? [start.token] : [];
  return { ids: [...first, ...before, ...prompt], healed, text: [...first, ...prompt], others };
}

/** Parts of the limit. They are fixed, so that typing moves nothing. */
const LINE = 1 / 16;
const SHARES = { above: 5 / 8, suffix: 1 / 4 };
/** Beside other files' code. */
const SHARES_BESIDE = { above: 7 / 16, suffix: 3 / 16 };
const OTHERS = 1 / 4;

/** The text around a gap. */
interface Gap {
  readonly tokens: FimTokens;
  readonly suffix: readonly number[];
  /** The current line up to the cursor. */
  readonly line: BackedUp;
}

/** What a prompt is made of. */
interface Parts {
  readonly context: Context | undefined;
  /** Tokens that there are for other files' code. */
  readonly forOthers: number;
  /** The text of which a window is read: with a gap the lines above, otherwise all before the cursor. */
  readonly above: Prefix;
  /** Tokens that there are for it. */
  readonly room: number;
  /** Undefined where what stands after the cursor is not read. */
  readonly gap: Gap | undefined;
}

/** There is no gap where the model has no tokens for it, nothing stands after the cursor, or the line is too long for its part. */
function partsOf(model: Model, { prefix, suffix = '', window }: Around, context: Context | undefined): Parts {
  const { tokenizer } = model;
  const most = limit(model, window);
  const { text, start } = prefix;
  const forOthers = Math.floor(most * OTHERS);
  const without = { context, forOthers, above: prefix, room: most - (context ? forOthers : 0), gap: undefined };
  const tokens = fimTokens(tokenizer);
  if (!tokens || suffix === '') return without;
  const lineStart = text.lastIndexOf('\n') + 1;
  const lineIds = tokenizer.encode(text.slice(lineStart));
  if (lineIds.length > most * LINE) return without;
  const shares = context ? SHARES_BESIDE : SHARES;
  const suffixIds = tokenizer.encode(suffix.slice(0, SUFFIX_LIMIT)).slice(0, Math.floor(most * shares.suffix));
  return {
    context,
    forOthers,
    above: { text: text.slice(0, lineStart), start },
    room: Math.floor(most * shares.above),
    gap: { tokens, suffix: suffixIds, line: backUp(lineIds, tokenizer.vocabulary) },
  };
}

/**
 * What changes least first: other files' code, the lines above, the text after the cursor, and then the current line up to the
 * cursor, as the beginning of what fills the gap. Typing in a line leaves all but its end as it is.
 */
function assemble(
  model: Model,
  { context, forOthers, above, room, gap }: Parts,
  window: { readonly ids: number[]; readonly start: number },
): Prompt {
  const beginning = context?.beginning(nearOf(above, window.start, room), forOthers);
  const others = beginning?.others.length ?? 0;
  if (!gap) return finish(model, backUp(window.ids, model.tokenizer.vocabulary), headOf(beginning), others);
  const { tokens, suffix, line } = gap;
  const { start } = model;
  return {
    ids: [
      ...(start.always ? [start.token] : []),
      ...(beginning?.isPathInside
        ? [...beginning.others, beginning.file, tokens.prefix, ...beginning.path]
        : [...headOf(beginning), tokens.prefix]),
      ...[...window.ids, tokens.suffix, ...suffix, tokens.middle, ...line.prompt],
    ],
    healed: line.healed,
    text: [...window.ids, ...line.prompt],
    others,
  };
}

/** What stands before a file's own text. */
const headOf = (beginning: Beginning | undefined) => (beginning ? [...beginning.others, beginning.file, ...beginning.path] : []);

/** What other files' code is compared with: nothing of the cursor's line. */
function nearOf({ text, start }: Prefix, from: number, room: number): string {
  return anchored({ text: text.slice(0, text.lastIndexOf('\n') + 1), start }, from, cellOf(room));
}

import { PREFIX_LIMIT, type Prefix } from '../../protocol/prefix';

/** Where something is asked: a cursor, the text around it, and whatever else an answer depends on. */
export interface Place {
  readonly document: string;
  readonly language: string;
  readonly prefix: Prefix;
  /** The text after the cursor, or its beginning. */
  readonly after: string;
  /** Equal texts stand for equal settings. */
  readonly conditions: string;
}

/** Of the text after the cursor, how much has to be the same. */
const AFTER_WINDOW = 256;
const CLOSERS = /^[)\]}>"'`]+/;

/** What was typed to come from one place to another; undefined when one does not lead to the other by typing at its cursor. */
export function typedBetween(from: Place, to: Place): string | undefined {
  if (!isSameQuestion(from, to)) return undefined;
  const length = endOf(to.prefix) - endOf(from.prefix);
  if (length < 0) return undefined;
  const common = Math.max(from.prefix.start, to.prefix.start);
  const before = from.prefix.text.slice(common - from.prefix.start);
  const now = to.prefix.text.slice(common - to.prefix.start);
  if (!now.startsWith(before)) return undefined;
  const typed = now.slice(before.length);
  return isSameAfter(from.after, to.after, typed !== '') ? typed : undefined;
}

/** Whether two places differ only in their texts. */
export function isSameQuestion(a: Place, b: Place): boolean {
  return a.document === b.document && a.language === b.language && a.conditions === b.conditions;
}

/**
 * Whether the text after the cursor is still the same.
 * @param typed whether something was typed since: then the editor may have closed brackets by itself, or let them be typed over
 */
export function isSameAfter(then: string, now: string, typed: boolean): boolean {
  const before = then.slice(0, AFTER_WINDOW);
  const after = now.slice(0, AFTER_WINDOW);
  if (before === after) return true;
  if (!typed) return false;
  // One may be longer by what stands between: compared up to where the shorter ends.
  const [a, b] = [before.replace(CLOSERS, ''), after.replace(CLOSERS, '')];
  return then.length > AFTER_WINDOW || now.length > AFTER_WINDOW ? a.slice(0, b.length) === b.slice(0, a.length) : a === b;
}

/** What is left of a text when its beginning was typed; undefined when something else was, or nothing is left. */
export function restOf(text: string, typed: string): string | undefined {
  return text.length > typed.length && text.startsWith(typed) ? text.slice(typed.length) : undefined;
}

/** The place at which a text was inserted, where it took the place of `replaced` characters after the cursor. */
export function placeAfter(place: Place, text: string, replaced: number): Place {
  const { prefix, after } = place;
  const whole = prefix.text + text;
  const passed = Math.max(0, whole.length - PREFIX_LIMIT);
  return { ...place, prefix: { text: whole.slice(passed), start: prefix.start + passed }, after: after.slice(replaced) };
}

const endOf = ({ text, start }: Prefix) => start + text.length;

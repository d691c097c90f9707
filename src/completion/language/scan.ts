/** Reads code just closely enough to tell brackets from text: strings, comments and what they hold are passed over. */
import type { Language, StringStyle } from './language';

export interface Bracket {
  readonly char: string;
  readonly at: number;
}

export interface Scan {
  /** Brackets that are open at the end, outermost first. */
  readonly open: readonly Bracket[];
  /** Brackets that close others, with those. */
  readonly pairs: readonly { readonly opener: Bracket; readonly closer: Bracket }[];
  /** Closing brackets that have no opening one, or another one. */
  readonly strays: readonly Bracket[];
  /** What the end of the text is part of. */
  readonly inside: 'code' | 'string' | 'comment';
}

const BEFORE_REGEX = /(^|[=([{,;:!&|?+\-*%~^<>]|\b(return|typeof|case|in|of|do|else|if|unless|when|and|or|not))\s*$/;
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/[a-z]*/y;
const CHARACTER = /'(?:\\[^\n]{1,9}?|[^\\'\n]{1,2})'/y;

/** @param text code from where it is neither in a string nor in a comment */
export function scan(text: string, language: Language): Scan {
  const open: Bracket[] = [];
  const pairs: { opener: Bracket; closer: Bracket }[] = [];
  const strays: Bracket[] = [];
  const templates: { readonly style: StringStyle; readonly depth: number }[] = [];
  let at = 0;
  let inside: Scan['inside'] = 'code';
  const meaning = meaningful(language);

  for (;;) {
    meaning.lastIndex = at;
    at = meaning.exec(text)?.index ?? text.length;
    if (at === text.length) break;
    const comment = commentEnd(text, at, language);
    if (comment !== undefined) {
      if (comment === -1) {
        inside = 'comment';
        break;
      }
      at = comment;
      continue;
    }
    const style = language.strings.find(({ open: quote }) => text.startsWith(quote, at));
    if (style) {
      if (!enterString(style, at + style.open.length)) break;
      continue;
    }
    if (language.regex && text[at] === '/' && BEFORE_REGEX.test(text.slice(Math.max(0, at - 16), at))) {
      REGEX.lastIndex = at;
      const found = REGEX.exec(text);
      if (found) {
        at += found[0].length;
        continue;
      }
    }
    const char = text[at]!;
    const template = templates.at(-1);
    if (char === '}' && template?.depth === open.length) {
      templates.pop();
      if (!enterString(template.style, at + 1)) break;
      continue;
    }
    bracket(char, at);
    at++;
  }
  return { open, pairs, strays, inside };

  /** Passes over a string from behind its opening quote; tells whether there is text left behind it. */
  function enterString(style: StringStyle, from: number): boolean {
    const end = stringEnd(text, from, style);
    switch (end.kind) {
      case 'closed':
        at = end.at;
        return true;
      case 'hole':
        templates.push({ style, depth: open.length });
        at = end.at;
        return true;
      case 'no string':
        at = from;
        return true;
      case 'unfinished':
        inside = 'string';
        return false;
    }
  }

  function bracket(char: string, index: number): void {
    const kind = language.brackets.indexOf(char);
    if (kind === -1) return;
    if (kind % 2 === 0) {
      open.push({ char, at: index });
      return;
    }
    const opener = open.at(-1);
    if (opener?.char === language.brackets[kind - 1]) {
      pairs.push({ opener: open.pop()!, closer: { char, at: index } });
    } else {
      strays.push({ char, at: index });
    }
  }
}

/** Finds the next character that can mean something; all others are passed over at once. */
function meaningful({ lineComments, blockComments, strings, brackets, regex }: Language): RegExp {
  const firsts = [...lineComments, ...blockComments.map(([open]) => open), ...strings.map(({ open }) => open)].map((mark) => mark[0]!);
  const characters = new Set([...firsts, ...brackets, '}', ...(regex ? ['/'] : [])]);
  return new RegExp(`[${[...characters].map((one) => `\\u{${one.codePointAt(0)!.toString(16)}}`).join('')}]`, 'gu');
}

/** Where the comment that begins here ends; -1 for nowhere, undefined when none begins here. */
function commentEnd(text: string, at: number, language: Language): number | undefined {
  for (const [open, close] of language.blockComments) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    return end === -1 ? -1 : end + close.length;
  }
  for (const marker of language.lineComments) {
    if (!text.startsWith(marker, at)) continue;
    if (language.spacedComments && at > 0 && !/\s/.test(text[at - 1]!)) continue;
    return text.indexOf('\n', at);
  }
  return undefined;
}

type StringEnd = { readonly kind: 'closed' | 'hole'; readonly at: number } | { readonly kind: 'no string' | 'unfinished' };

function stringEnd(text: string, from: number, style: StringStyle): StringEnd {
  if (style.single) {
    CHARACTER.lastIndex = from - 1;
    const found = CHARACTER.exec(text);
    return found ? { kind: 'closed', at: from - 1 + found[0].length } : { kind: 'no string' };
  }
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\n' && !style.multiline) return { kind: 'no string' }; // an apostrophe, or a fault of the author
    if (char === '\\' && style.escape === 'backslash') at++;
    else if (style.hole && text.startsWith(style.hole, at)) return { kind: 'hole', at: at + style.hole.length };
    else if (text.startsWith(style.close, at)) {
      if (style.escape === 'doubled' && text.startsWith(style.close, at + style.close.length)) at += style.close.length;
      else return { kind: 'closed', at: at + style.close.length };
    }
  }
  return { kind: 'unfinished' };
}

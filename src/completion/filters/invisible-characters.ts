import { cut, type Filter, type Place } from './filter';

/** What takes no place, turns the direction of writing, or commands a terminal; the white space of code is none of it. */
const INVISIBLE = /(?![\t\n\r])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2028\u2029]/gu;

const AFTER_EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})\uFE0F?$/u;
const AFTER_FLAG = /\u{1F3F4}[\u{E0020}-\u{E007E}]*$/u;
const AFTER_HAN = /\p{Script=Han}$/u;
/** Letters of scripts that are written with joiners: neither those of Europe nor those of East Asia. */
const AFTER_JOINING_LETTER =
  /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}]$/u;

/**
 * Cuts at an invisible character: the reader of a suggestion must see all that it inserts. Not where it makes what is
 * seen, as the joiner in an emoji, nor one that the document has already.
 */
export const invisibleCharacters: Filter = (text, place) => {
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (!isAtHome(character, text, index, place)) return cut(text, index);
  }
  return text;
};

function isAtHome(character: string, text: string, index: number, { before, after }: Place): boolean {
  if (before.includes(character) || after.includes(character)) return true;
  const left = before.slice(-16) + text.slice(0, index);
  switch (character) {
    case '\u200D': // zero width joiner
      return AFTER_EMOJI.test(left) || AFTER_JOINING_LETTER.test(left);
    case '\u200C': // zero width non-joiner
      return AFTER_JOINING_LETTER.test(left);
    case '\uFE0E': // text or emoji, if both exist
    case '\uFE0F':
      return AFTER_EMOJI.test(left) || (/[0-9#*]$/.test(left) && text[index + 1] === '\u20E3');
    default:
      return (
        (/[\u{E0020}-\u{E007F}]/u.test(character) && AFTER_FLAG.test(left)) ||
        (/[\u{E0100}-\u{E01EF}]/u.test(character) && AFTER_HAN.test(left))
      );
  }
}

import type { Language } from '../language/language';
import { languageOf } from '../language/languages';
import { scan } from '../language/scan';
import { strayTags } from '../language/tags';
import { replacedLength } from '../suffix';
import { cut, type Filter, type Place } from './filter';
import { beginsOutside, isBlank, restOfLine } from './lines';

/**
 * Cuts at a bracket or tag that closes what nobody opened, or what the rest of the line closes already. Says nothing
 * where the text before the cursor cannot be followed: where it begins inside a block, or has such a bracket itself.
 */
export const unbalancedClosers: Filter = (text, place) => {
  const language = languageOf(place.language);
  const { before } = place;
  if (!beginsOutside(before)) return text;
  const strays = (code: string) => (language.blocks === 'tags' ? strayTags(code) : scan(code, language).strays);
  if (strays(before).length > 0) return text;
  const stray = strays(before + text)[0];
  if (stray) return cut(text, stray.at - before.length);
  return language.brackets === '' ? text : withoutTaken(text, place, language);
};

/** Without closing brackets that take the openers of those right of the cursor: `foo(‸, b)` has no use for `a)`. */
function withoutTaken(text: string, place: Place, language: Language): string {
  const { before } = place;
  const rest = restOfLine(place);
  const staying = rest.slice(replacedLength(text, rest));
  if (isBlank(staying) || text.includes('\n') || scan(before + staying, language).strays.length > 0) return text;
  if (scan(before + text + staying, language).strays.length === 0) return text;
  const taking = scan(before + text, language).pairs.filter(
    ({ opener, closer }) => opener.at < before.length && closer.at >= before.length,
  );
  const last = taking
    .map(({ closer }) => closer.at - before.length)
    .findLast((at) => {
      return scan(before + text.slice(0, at) + staying, language).strays.length === 0;
    });
  return last === undefined ? text : cut(text, last);
}

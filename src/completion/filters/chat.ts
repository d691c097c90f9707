import { languageOf } from '../language/languages';
import { scan } from '../language/scan';
import { cut, type Filter } from './filter';
import { suggestedLines } from './lines';

const FENCE = /^\s*(```|~~~)/;

/** How an assistant speaks about code instead of writing it. */
const PHRASES = [
  /^(sure|certainly|of course|absolutely|great|okay)[!,.]( |$)/i,
  /^(here('s| is| are)|below is|this is) (the|an?|my|your|one|some)\b.*\b(code|function|method|class|implementation|example|version|solution|completion|program|script|snippet|query|file)\b/i,
  /^(the|this|your) (above |following |given |provided |updated |completed? )?(code|function|method|class|implementation|solution|snippet|query)( above| below)? (is|are|will|would|can|should|uses|takes|returns|creates|defines|does|has|implements|prints)\b/i,
  /^(i hope|let me know|please (note|let|provide)|note that|feel free|you can (use|also|then|now)|in this (example|code|case|function)|as an ai|i('m| am) sorry|i can(not|'t)|to (use|run|test) this)\b/i,
  /^(explanation|output|example usage|usage|answer|response|assistant|user|human)\s*:\s*$/i,
];

/** Cuts where code ends and talk about it begins: at the fence of a code block, or at an assistant's phrase. */
export const chat: Filter = (text, place) => {
  const language = languageOf(place.language);
  if (language.isProse) return text;
  for (const { content, start } of suggestedLines(text, place)) {
    const talk = start === 0 && content.trim() !== text.split('\n', 1)[0]?.trim() ? '' : content.trim();
    const isFence = FENCE.test(talk) && !hasFence(place.before);
    if (!isFence && !PHRASES.some((phrase) => phrase.test(talk))) continue;
    if (scan(place.before + text.slice(0, start), language).inside === 'code') return cut(text, start);
  }
  return text;
};

const hasFence = (before: string) => before.split('\n').some((line) => FENCE.test(line));

import { languageOf } from '../language/languages';
import { cut, type Filter } from './filter';

/** Marks that models learned: of chats, of fill-in-the-middle, of files and repositories. */
const MARKS = [
  /<\|[a-z0-9_]+\|>/, // <|im_end|>, <|endoftext|>, <|fim_middle|>
  /<｜[^｜\n]{1,40}｜>/, // the same with wide bars
  /<fim[_-](?:prefix|middle|suffix|pad)>/,
  /<(?:file_sep|filename|repo_name|reponame|gh_stars|empty_output)>/,
  /<(?:issue|jupyter|commit)_[a-z]+>/,
  /<(?:start|end)_of_turn>/,
  /<extra_id_\d+>/,
  /<<\/?SYS>>|\[\/INST\]/,
  /<(?:PRE|SUF|MID|EOT|EOD)>/,
  /<\|[a-z_]{2,}\|?$/, // one that was not finished
  /<｜[^｜\n]{0,40}$/,
];

/** The mark for the end in many vocabularies; in markup it ends struck-out text. */
const END = /<\/s>/;

const any = (patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'), 'gu');
const IN_CODE = any([...MARKS, END]);
const IN_MARKUP = any(MARKS);

/** Cuts at a control token that came out as text, unless the document has it, too. */
export const controlTokens: Filter = (text, { language, before, after }) => {
  const isMarkup = languageOf(language).isProse || language.endsWith('react');
  const foreign = [...text.matchAll(isMarkup ? IN_MARKUP : IN_CODE)].find(([mark]) => !before.includes(mark) && !after.includes(mark));
  return foreign ? cut(text, foreign.index) : text;
};

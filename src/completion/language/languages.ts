/** The table of languages, by VS Code's identifiers. */
import type { Language, StringStyle } from './language';

const DOUBLE: StringStyle = { open: '"', close: '"', escape: 'backslash' };
const SINGLE: StringStyle = { open: "'", close: "'", escape: 'backslash' };
const CHARACTER: StringStyle = { open: "'", close: "'", escape: 'backslash', single: true };
const LONG_DOUBLE: StringStyle = { open: '"""', close: '"""', escape: 'backslash', multiline: true };
const LONG_SINGLE: StringStyle = { open: "'''", close: "'''", escape: 'backslash', multiline: true };
const TEMPLATE: StringStyle = { open: '`', close: '`', escape: 'backslash', multiline: true, hole: '${' };
const RAW_BACKTICK: StringStyle = { open: '`', close: '`', escape: 'none', multiline: true };
const ACROSS = (style: StringStyle): StringStyle => ({ ...style, multiline: true });
const DOUBLED = (quote: string): StringStyle => ({ open: quote, close: quote, escape: 'doubled', multiline: true });

const SLASHES = { lineComments: ['//'], blockComments: [['/*', '*/']] } as const;
const HASH = { lineComments: ['#'], blockComments: [], spacedComments: true } as const;

const BRACED: Language = {
  ...SLASHES,
  strings: [DOUBLE, CHARACTER],
  brackets: '()[]{}',
  blocks: 'brackets',
  opens: /[{([]$/,
  closes: /^[)\]}]+[;,)]*$/,
};

const SCRIPT: Language = { ...BRACED, strings: [DOUBLE, SINGLE, TEMPLATE], regex: true };
const PYTHON: Language = {
  ...HASH,
  strings: [LONG_DOUBLE, LONG_SINGLE, DOUBLE, SINGLE],
  brackets: '()[]{}',
  blocks: 'indentation',
  opens: /[:{([]$/,
  closes: /^[)\]}]+[,)]*:?$/,
};
const RUBY: Language = {
  ...HASH,
  blockComments: [['\n=begin', '\n=end']],
  strings: [ACROSS(DOUBLE), ACROSS(SINGLE)],
  brackets: '()[]{}',
  regex: true,
  blocks: 'words',
  opens: /(^\s*(def|class|module|if|unless|while|until|case|begin|for)\b.*|\bdo(\s*\|[^|]*\|)?|[{([])$/,
  closes: /^(end|[)\]}]+)[;,)]*$/,
};
const SHELL: Language = {
  ...HASH,
  strings: [ACROSS(DOUBLE), { open: "'", close: "'", escape: 'none', multiline: true }],
  brackets: '', // `case` has closing ones alone
  blocks: 'words',
  opens: /(\b(then|do|else|in)|[{(])$/,
  closes: /^(fi|done|esac|\}|\)|;;)$/,
};
const LUA: Language = {
  lineComments: ['--'],
  blockComments: [['--[[', ']]']],
  strings: [{ open: '[[', close: ']]', escape: 'none', multiline: true }, DOUBLE, SINGLE],
  brackets: '()[]{}',
  blocks: 'words',
  opens: /(\b(then|do|else|repeat)|\bfunction\b[^()]*\([^()]*\)|[{(])$/,
  closes: /^(end|[)\]}]+)[;,)]*$/,
};
const MARKUP: Language = {
  lineComments: [],
  blockComments: [['<!--', '-->']],
  strings: [],
  brackets: '',
  blocks: 'tags',
  opens: /<[a-z][^<>/]*>$/i,
  closes: /^(<\/[\w:.-]+>\s*)+$/,
  isProse: true,
};
const STYLES: Language = {
  lineComments: [],
  blockComments: [['/*', '*/']],
  strings: [DOUBLE, SINGLE],
  brackets: '()[]{}',
  blocks: 'brackets',
  opens: /\{$/,
  closes: /^\}+;?$/,
};
const JSON_TEXT: Language = {
  lineComments: [],
  blockComments: [],
  strings: [DOUBLE],
  brackets: '[]{}',
  blocks: 'brackets',
  opens: /[{[]$/,
  closes: /^[\]}]+,?$/,
};
const YAML: Language = {
  ...HASH,
  strings: [],
  brackets: '',
  blocks: 'indentation',
  opens: /(:|:\s*[|>][+-]?)$/,
  closes: /^[\]}]+,?$/,
};
const SQL: Language = {
  lineComments: ['--'],
  blockComments: [['/*', '*/']],
  strings: [DOUBLED("'"), DOUBLED('"')],
  brackets: '()',
  blocks: 'words',
  opens: /(\b(begin|then|as)|\()$/i,
  closes: /^(end|\)+)[;,]*$/i,
};
const PROSE: Language = {
  lineComments: [],
  blockComments: [],
  strings: [],
  brackets: '',
  blocks: 'none',
  opens: /(?!)/,
  closes: /(?!)/,
  isProse: true,
};

const DIRECTED: Language = { ...BRACED, closes: /^([)\]}]+[;,)]*|#\s*(endif|else)\b.*)$/ };

const LANGUAGES: Readonly<Record<string, Language>> = {
  c: DIRECTED,
  cpp: { ...DIRECTED, strings: [{ open: 'R"(', close: ')"', escape: 'none', multiline: true }, ...BRACED.strings] },
  csharp: { ...BRACED, strings: [LONG_DOUBLE, { open: '@"', close: '"', escape: 'doubled', multiline: true }, ...BRACED.strings] },
  css: STYLES,
  dart: { ...BRACED, strings: [LONG_DOUBLE, LONG_SINGLE, DOUBLE, SINGLE] },
  go: { ...BRACED, strings: [...BRACED.strings, RAW_BACKTICK] },
  groovy: { ...BRACED, strings: [LONG_DOUBLE, LONG_SINGLE, DOUBLE, SINGLE] },
  html: MARKUP,
  java: { ...BRACED, strings: [LONG_DOUBLE, ...BRACED.strings] },
  javascript: SCRIPT,
  javascriptreact: SCRIPT,
  json: JSON_TEXT,
  jsonc: { ...JSON_TEXT, ...SLASHES },
  kotlin: { ...BRACED, strings: [{ ...LONG_DOUBLE, escape: 'none' }, ...BRACED.strings], opens: /([{([]|->)$/ },
  less: { ...STYLES, ...SLASHES },
  lua: LUA,
  'objective-c': DIRECTED,
  perl: { ...BRACED, ...HASH, brackets: '', strings: [ACROSS(DOUBLE), ACROSS(SINGLE)], regex: true },
  php: { ...BRACED, lineComments: ['//', '#'], strings: [ACROSS(DOUBLE), ACROSS(SINGLE)] },
  python: PYTHON,
  ruby: RUBY,
  rust: { ...BRACED, strings: [{ open: 'r#"', close: '"#', escape: 'none', multiline: true }, ACROSS(DOUBLE), CHARACTER] },
  scala: { ...BRACED, strings: [{ ...LONG_DOUBLE, escape: 'none' }, ...BRACED.strings] },
  scss: { ...STYLES, ...SLASHES },
  shellscript: SHELL,
  sql: SQL,
  swift: { ...BRACED, strings: [LONG_DOUBLE, DOUBLE] },
  toml: { ...PYTHON, blocks: 'none', opens: /[{[]$/, closes: /^[\]}]+,?$/ },
  typescript: SCRIPT,
  typescriptreact: SCRIPT,
  vue: MARKUP,
  svelte: MARKUP,
  xml: MARKUP,
  yaml: YAML,
};

/** What is known of a language; of one that is not in the table, nothing is taken for granted. */
export function languageOf(id: string): Language {
  return Object.hasOwn(LANGUAGES, id) ? LANGUAGES[id]! : PROSE;
}

/** Which language a file is written in, by the ending of its name, where no editor tells. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  c: ['c', 'h'],
  cpp: ['cc', 'cpp', 'cxx', 'hpp', 'hh'],
  csharp: ['cs'],
  css: ['css'],
  dart: ['dart'],
  go: ['go'],
  groovy: ['groovy', 'gradle'],
  html: ['html', 'htm'],
  java: ['java'],
  javascript: ['js', 'mjs', 'cjs'],
  javascriptreact: ['jsx'],
  json: ['json'],
  jsonc: ['jsonc'],
  kotlin: ['kt', 'kts'],
  less: ['less'],
  lua: ['lua'],
  markdown: ['md'],
  'objective-c': ['m'],
  perl: ['pl', 'pm'],
  php: ['php'],
  python: ['py', 'pyi'],
  ruby: ['rb'],
  rust: ['rs'],
  scala: ['scala'],
  scss: ['scss'],
  shellscript: ['sh', 'bash', 'zsh'],
  sql: ['sql'],
  svelte: ['svelte'],
  swift: ['swift'],
  toml: ['toml'],
  typescript: ['ts', 'mts', 'cts'],
  typescriptreact: ['tsx'],
  vue: ['vue'],
  xml: ['xml', 'svg'],
  yaml: ['yaml', 'yml'],
};

const LANGUAGE_OF = new Map(Object.entries(ENDINGS).flatMap(([language, endings]) => endings.map((ending) => [ending, language] as const)));

/** VS Code's identifier of the language; `plaintext` for a file that says nothing. */
export function languageOfFile(path: string): string {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return LANGUAGE_OF.get(ending) ?? 'plaintext';
}

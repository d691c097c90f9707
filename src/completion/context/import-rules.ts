/** Where the file behind an import may be, without what its name ends in. */
export interface ImportPath {
  /** With slashes; `..` goes up. */
  readonly path: string;
  /** Whether it starts in the file's own folder. Otherwise it may start in any folder above, as a root of sources may be one. */
  readonly relative: boolean;
}

/** How a language names other files. A light look at single lines: comments and strings are not told from code. */
export interface ImportRule {
  /** Each finds a name as its first group; a second group holds names inside of it, separated by commas. */
  readonly find: readonly RegExp[];
  /** @param stem the name of the importing file, without what it ends in */
  readonly paths: (name: string, stem: string) => readonly ImportPath[];
  /** What to put behind a path, most usual first. */
  readonly endings: readonly string[];
}

const beside = (path: string): ImportPath => ({ path, relative: true });
const below = (path: string): ImportPath => ({ path, relative: false });
const isExplicit = (name: string): boolean => /^\.{1,2}\//.test(name);

/** `./a` and `a` as paths. */
const asPath = (name: string): readonly ImportPath[] => (isExplicit(name) ? [beside(name)] : [beside(name), below(name)]);
/** `a.b.C` as `a/b/C`. */
const dotted = (name: string): readonly ImportPath[] => [below(name.replaceAll('.', '/'))];

const SCRIPT: ImportRule = {
  find: [/\b(?:from|import|require\s*\(|import\s*\()\s*['"](\.{1,2}\/[^'"\n]+)['"]/g],
  // TypeScript writes the name of what the file is compiled to.
  paths: (name) => [beside(name.replace(/\.([cm]?)jsx?$/, '')), beside(name)],
  endings: ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '', '.vue', '.svelte', '/index.ts', '/index.tsx', '/index.js'],
};

const PYTHON: ImportRule = {
  find: [/^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?((?:\w+[ \t]*,[ \t]*)*\w+)?/gm, /^[ \t]*import[ \t]+([\w.]+)/gm],
  paths: (name) => {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(name) ?? [];
    const path = rest.replaceAll('.', '/');
    if (dots === '') return [below(path)];
    return path === '' ? [] : [beside(`${'../'.repeat(dots.length - 1)}${path}`)];
  },
  endings: ['.py', '/__init__.py', '.pyi'],
};

const RUST: ImportRule = {
  find: [/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm, /^\s*(?:pub(?:\([^)]*\))?\s+)?use\s+((?:crate|super|self)(?:::\w+)+)/gm],
  paths: (name, stem) => {
    const [root = '', ...parts] = name.split('::');
    if (parts.length === 0) return [beside(root), beside(`${stem}/${root}`)];
    // The last name may be a module or something in it.
    const ways = [parts.join('/'), parts.slice(0, -1).join('/')].filter((way) => way !== '');
    if (root === 'crate') return ways.map(below);
    const up = root === 'self' ? [`${stem}/`] : ['', '../'];
    return ways.flatMap((way) => up.map((start) => beside(start + way)));
  },
  endings: ['.rs', '/mod.rs'],
};

const C: ImportRule = { find: [/^[ \t]*#[ \t]*(?:include|import)[ \t]+"([^"\n]+)"/gm], paths: asPath, endings: [''] };

const JVM = (endings: readonly string[]): ImportRule => ({ find: [/^\s*import\s+(?:static\s+)?([\w.]+)/gm], paths: dotted, endings });

const STYLE: ImportRule = {
  find: [/@(?:use|forward|import)\s+(?:url\()?['"]([^'"\n]+)['"]/g],
  paths: (name) => [beside(name), beside(name.replace(/([^/]+)$/, '_$1'))],
  endings: ['', '.scss', '.sass', '.less', '.css'],
};

/** By VS Code's identifiers of languages. */
export const IMPORT_RULES: Readonly<Record<string, ImportRule>> = {
  typescript: SCRIPT,
  typescriptreact: SCRIPT,
  javascript: SCRIPT,
  javascriptreact: SCRIPT,
  vue: SCRIPT,
  svelte: SCRIPT,
  python: PYTHON,
  rust: RUST,
  c: C,
  cpp: C,
  'cuda-cpp': C,
  'objective-c': C,
  'objective-cpp': C,
  java: JVM(['.java']),
  kotlin: JVM(['.kt', '.java']),
  scala: JVM(['.scala', '.java']),
  groovy: JVM(['.groovy', '.java']),
  css: STYLE,
  scss: STYLE,
  sass: STYLE,
  less: STYLE,
  ruby: {
    find: [/^\s*require_relative\s+['"]([^'"\n]+)['"]/gm, /^\s*require\s+['"]([^'"\n]+)['"]/gm],
    paths: (name) => [...asPath(name), below(`lib/${name}`)],
    endings: ['.rb', ''],
  },
  php: {
    find: [/\b(?:require|include)(?:_once)?\s*\(?\s*(?:__DIR__\s*\.\s*)?['"]\/?([^'"\n]+)['"]/g],
    paths: asPath,
    endings: [''],
  },
  lua: { find: [/\brequire\s*\(?\s*['"]([\w.]+)['"]/g], paths: dotted, endings: ['.lua', '/init.lua'] },
  dart: { find: [/^\s*(?:import|export|part)\s+'([^':\n]+)'/gm], paths: asPath, endings: [''] },
  haskell: { find: [/^import\s+(?:qualified\s+)?([\w.]+)/gm], paths: dotted, endings: ['.hs'] },
  julia: { find: [/\binclude\(\s*"([^"\n]+)"/g], paths: asPath, endings: [''] },
  r: { find: [/\bsource\(\s*['"]([^'"\n]+)['"]/g], paths: asPath, endings: [''] },
  shellscript: { find: [/^\s*(?:source|\.)\s+["']?([\w./-]+)/gm], paths: asPath, endings: [''] },
  proto3: { find: [/^\s*import\s+"([^"\n]+)"/gm], paths: asPath, endings: [''] },
  zig: { find: [/@import\("([^"\n]+\.zig)"\)/g], paths: asPath, endings: [''] },
};

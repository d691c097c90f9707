import picomatch from 'picomatch';

/** A pattern that cannot be used, and what is wrong with it. */
export interface PatternFault {
  readonly pattern: string;
  readonly reason: 'not-text' | 'empty' | 'negated' | 'too-long' | 'malformed';
}

/** The files that a person does not want to be read, by patterns. */
export interface ExclusionPatterns {
  /**
   * The first pattern that covers a file, or undefined.
   * @param paths the same file by several names: relative to its workspace folder, and absolute
   */
  covering(paths: readonly string[]): string | undefined;
  readonly faults: readonly PatternFault[];
}

const PATTERN_LIMIT = 1_000;

/**
 * Patterns as in `.gitignore`, without its negation: a pattern without a slash is the name of a file or folder anywhere,
 * another is a path; what covers a folder covers all that is in it. One that cannot be used covers nothing.
 */
export function compilePatterns(patterns: readonly unknown[]): ExclusionPatterns {
  const faults: PatternFault[] = [];
  const matchers: { readonly pattern: string; readonly covers: (path: string) => boolean }[] = [];
  for (const pattern of patterns) {
    const matcher = compile(pattern);
    if (typeof matcher === 'function') matchers.push({ pattern: String(pattern), covers: matcher });
    else faults.push({ pattern: typeof pattern === 'string' ? pattern : (JSON.stringify(pattern) ?? ''), reason: matcher });
  }
  return {
    faults,
    covering: (paths) => matchers.find(({ covers }) => paths.some(covers))?.pattern,
  };
}

function compile(pattern: unknown): PatternFault['reason'] | ((path: string) => boolean) {
  if (typeof pattern !== 'string') return 'not-text';
  const glob = pattern.trim().replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  if (glob === '') return 'empty';
  if (glob.startsWith('!')) return 'negated';
  if (glob.length > PATTERN_LIMIT) return 'too-long';
  try {
    const matches = picomatch(glob, { dot: true, nocase: true, nonegate: true, strictBrackets: true, windows: false });
    const steps = glob.includes('/') ? ancestors : segments;
    return (path) => steps(path.replaceAll('\\', '/')).some((step) => matches(step));
  } catch {
    return 'malformed';
  }
}

/** The names of a file and of the folders it is in. */
function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** A path and the folders it is in: `a/b/c` is in `a/b` and `a`. */
function ancestors(path: string): readonly string[] {
  const found = [path];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) found.push(path.slice(0, slash));
  return found;
}

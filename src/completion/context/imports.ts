import { IMPORT_RULES } from './import-rules';

/** Imports stand at the top; a file that has more than this before them is not looked at to its end. */
const SCANNED = 16_384;
/** Of more than these the last are left out. */
const MOST_IMPORTS = 24;

/** The names by which a text imports others, as it writes them, in its order. */
export function importsOf(text: string, language: string): readonly string[] {
  const rule = IMPORT_RULES[language];
  if (!rule) return [];
  const head = text.slice(0, SCANNED);
  const found = rule.find.flatMap((pattern) =>
    [...head.matchAll(pattern)].flatMap(({ index, 1: name = '', 2: inner }) => [
      { index, name },
      // `from . import a` names files only by what it imports.
      ...namesIn(inner).map((part) => ({ index, name: name.endsWith('.') ? name + part : `${name}.${part}` })),
    ]),
  );
  const inOrder = found.sort((one, other) => one.index - other.index).map(({ name }) => name);
  return [...new Set(inOrder)].slice(0, MOST_IMPORTS);
}

/**
 * The paths that an import may mean, likeliest first.
 * @param from the path of the importing file, with slashes
 * @param root the folder that no path leaves
 */
export function importPaths(name: string, language: string, from: string, root: string): readonly string[] {
  const rule = IMPORT_RULES[language];
  if (!rule) return [];
  const folder = from.slice(0, from.lastIndexOf('/'));
  const stem = from.slice(folder.length + 1).replace(/\.[^.]*$/, '');
  const inRoot = (path: string): boolean => path.startsWith(`${root}/`);
  const bases = rule.paths(name, stem).flatMap(({ path, relative }) => {
    const starts = relative ? [folder] : foldersUpTo(root, folder);
    return starts.map((start) => normalized(`${start}/${path}`));
  });
  const all = bases.flatMap((base) => rule.endings.map((ending) => base + ending));
  return [...new Set(all)].filter((path) => inRoot(path) && path !== from);
}

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').flatMap((name) => name.trim() || []);
}

/** `/a/b/c` and the folders above it, to the root. */
function foldersUpTo(root: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; at.startsWith(root) && at.length >= root.length; at = at.slice(0, at.lastIndexOf('/'))) {
    found.push(at);
    if (!at.includes('/')) break;
  }
  return found;
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

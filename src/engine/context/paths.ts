/** What files are called in a prompt: by their paths from the folder that all of them are in. */
export interface Paths {
  /** The name of that folder. */
  readonly repository: string;
  readonly of: (name: string) => string;
}

/** Where files have no folder in common, so many parts say enough. */
const MOST_PARTS = 4;

/** @param names of documents and sources: addresses, or paths of any system */
export function pathsOf(names: readonly string[]): Paths {
  const [first = [], ...others] = names.map((name) => partsOf(name).slice(0, -1));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = end < 0 ? first : first.slice(0, end);
  return {
    repository: common.at(-1) ?? '',
    of: (name) => partsOf(name).slice(common.length).slice(-MOST_PARTS).join('/'),
  };
}

function partsOf(name: string): readonly string[] {
  const address = /^[a-z][\w+.-]+:(?:\/\/[^/]*)?/i.exec(name)?.[0];
  const path = address === undefined ? name.replaceAll('\\', '/') : decoded(name.slice(address.length).replace(/#.*$/, '')); // the cells of a notebook have a fragment
  return path.split('/').filter((part) => part !== '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

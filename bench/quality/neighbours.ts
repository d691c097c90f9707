/** What else a person who works on a file would have open: files beside it. */
import { extname } from 'node:path';
import { folderOf, readSource, type Source, type SourceText, stem } from './sources';

const MOST_FILES = 8;
const MOST_CHARACTERS = 65_536;
/** A line that is longer is seldom the same in two files by chance. */
const TELLING_LINE = 24;
/** Of a file's telling lines; more in common, and it is the same file for another module system or an older one. */
const MOST_IN_COMMON = 0.25;

/**
 * Other files of the folder, nearest by name first, then of the package. Those that are the same code as another build are
 * left out, as they would give the answers away.
 * @param sources in a fixed order
 */
export function neighboursOf(source: SourceText, sources: readonly Source[]): readonly SourceText[] {
  const own = telling(source.text);
  const isKin = (other: Source) => other.package === source.package || folderOf(other) === folderOf(source);
  const kin = sources.filter(
    (other) => isKin(other) && stem(other.name) !== stem(source.name) && extname(other.path) === extname(source.path),
  );
  const place = kin.findIndex(({ name }) => name > source.name);
  const distance = (index: number) => Math.abs(index + 0.5 - (place === -1 ? kin.length : place));
  const beside = (other: Source) => Number(folderOf(other) !== folderOf(source));
  const nearest = [...kin.keys()].sort((a, b) => beside(kin[a]!) - beside(kin[b]!) || distance(a) - distance(b));
  const found: SourceText[] = [];
  for (const index of nearest) {
    const other = readSource(kin[index]!);
    if (!other) continue;
    const theirs = telling(other.text);
    const common = [...own].filter((line) => theirs.has(line)).length;
    if (common > MOST_IN_COMMON * own.size) continue;
    found.push({ ...other, text: other.text.slice(0, MOST_CHARACTERS) });
    if (found.length === MOST_FILES) break;
  }
  return found;
}

const telling = (text: string) =>
  new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length >= TELLING_LINE && !/^(\/\/|\/?\*|#|import\b|from\b)/.test(line)),
  );

/** Tags of HTML and its relatives, as far as it takes to tell which of them are open. */

interface Tag {
  readonly name: string;
  readonly at: number;
}

const TAG = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/giu;

/** Elements that have no end. */
const EMPTY = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** Closing tags that close nothing. A closing tag also ends what is open inside, as browsers have it. */
export function strayTags(text: string): Tag[] {
  const open: string[] = [];
  const strays: Tag[] = [];
  for (const { 1: slash, 2: name, 3: rest = '', index } of text.matchAll(TAG)) {
    if (name === undefined) continue; // a comment
    if (slash === '') {
      if (!rest.endsWith('/') && !EMPTY.has(name.toLowerCase())) open.push(name);
      continue;
    }
    const opener = open.lastIndexOf(name);
    if (opener === -1) strays.push({ name, at: index });
    else open.length = opener;
  }
  return strays;
}

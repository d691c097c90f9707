/**
 * Values by text, in a radix tree: an edge holds all characters up to where texts part. Going down along a text costs its
 * length, however many others there are.
 */

interface Node<T> {
  /** The characters from the node above to this one. */
  label: string;
  /** By the first character of their labels. */
  readonly below: Map<string, Node<T>>;
  readonly values: Set<T>;
}

export class Trie<T> {
  readonly #root: Node<T> = node('');

  get isEmpty(): boolean {
    return isUnused(this.#root);
  }

  add(text: string, value: T): void {
    let at = 0;
    let here = this.#root;
    while (at < text.length) {
      const next = here.below.get(text[at]!);
      if (!next) {
        const leaf = node<T>(text.slice(at));
        here.below.set(text[at]!, leaf);
        here = leaf;
        break;
      }
      const same = common(next.label, text, at);
      here = same < next.label.length ? divide(here, next, same) : next;
      at += same;
    }
    here.values.add(value);
  }

  delete(text: string, value: T): void {
    const way: Node<T>[] = [this.#root];
    for (let at = 0; at < text.length; ) {
      const next = way.at(-1)!.below.get(text[at]!);
      if (!next || common(next.label, text, at) < next.label.length) return;
      way.push(next);
      at += next.label.length;
    }
    way.at(-1)!.values.delete(value);
    for (let depth = way.length - 1; depth > 0; depth--) tidy(way[depth - 1]!, way[depth]!);
  }

  /** The values whose texts begin with this one. */
  *beginningWith(text: string): Generator<T> {
    let here = this.#root;
    for (let at = 0; at < text.length; ) {
      const next = here.below.get(text[at]!);
      if (!next) return;
      const same = common(next.label, text, at);
      if (same < Math.min(next.label.length, text.length - at)) return;
      here = next;
      at += same;
    }
    yield* allBelow(here);
  }
}

function node<T>(label: string): Node<T> {
  return { label, below: new Map(), values: new Set() };
}

function* allBelow<T>({ values, below }: Node<T>): Generator<T> {
  yield* values;
  for (const next of below.values()) yield* allBelow(next);
}

/** How many characters of a label are those of a text from `at` on. */
function common(label: string, text: string, at: number): number {
  const most = Math.min(label.length, text.length - at);
  let same = 0;
  while (same < most && label.charCodeAt(same) === text.charCodeAt(at + same)) same++;
  return same;
}

/** Puts a node into the middle of an edge. */
function divide<T>(above: Node<T>, below: Node<T>, at: number): Node<T> {
  const middle = node<T>(below.label.slice(0, at));
  above.below.set(middle.label[0]!, middle);
  below.label = below.label.slice(at);
  middle.below.set(below.label[0]!, below);
  return middle;
}

/** Takes out a node that is no longer of use: one without anything, or one that only leads to the next. */
function tidy<T>(above: Node<T>, here: Node<T>): void {
  const [only] = here.below.values();
  if (isUnused(here)) {
    above.below.delete(here.label[0]!);
  } else if (only && here.below.size === 1 && here.values.size === 0) {
    only.label = here.label + only.label;
    above.below.set(only.label[0]!, only);
  }
}

const isUnused = <T>({ values, below }: Node<T>) => values.size === 0 && below.size === 0;

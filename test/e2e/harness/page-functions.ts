// What runs inside the page. Playwright carries these functions over as text: each stands alone, imports nothing.

/** The few parts of the DOM used here; the project is not compiled with the DOM's own types. */
interface DomNode {
  id: string;
  textContent: string;
  style: { top: string };
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { left: number };
  querySelector(selector: string): DomNode | null;
  querySelectorAll(selector: string): Iterable<DomNode>;
  cloneNode(deep: boolean): DomNode;
  remove(): void;
}

export interface StatusItem {
  readonly id: string;
  readonly text: string;
  readonly label: string;
}

/** The suggested text in view, '' if there is none. */
export function readGhostText(editor: DomNode): string {
  // The first line of it is injected into a line of the document, the others are a view zone
  // below. 'ghost-text-hidden' is document text that moved down into the zone meanwhile.
  const ghost = (line: DomNode) =>
    [...line.querySelectorAll('[class*=ghost-text]:not(.ghost-text-hidden)')].map((part) => part.textContent).join('');
  const first = [...editor.querySelectorAll('.lines-content > .view-lines > .view-line')].map(ghost).join('');
  const others = [...editor.querySelectorAll('.view-zones .suggest-preview-text .view-line')].map(ghost);
  return [first, ...others].join('\n').replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
}

/** The text of the lines in view, without ghost text. */
export function readEditorText(editor: DomNode): string {
  // Lines are kept in any order in the DOM and placed by 'top'.
  return [...editor.querySelectorAll('.lines-content > .view-lines > .view-line')]
    .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
    .map((line) => {
      const copy = line.cloneNode(true);
      for (const part of copy.querySelectorAll('[class*=ghost-text]:not(.ghost-text-hidden)')) part.remove();
      return copy.textContent.replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
    })
    .join('\n');
}

/** Status-bar items, left to right. */
export function readStatusBar(items: DomNode[]): StatusItem[] {
  return items
    .map((item) => ({
      left: item.getBoundingClientRect().left,
      id: item.id,
      text: item.textContent.trim(),
      label: item.querySelector('[aria-label]')?.getAttribute('aria-label') ?? item.getAttribute('aria-label') ?? '',
    }))
    .sort((a, b) => a.left - b.left)
    .map(({ id, text, label }) => ({ id, text, label }));
}

/** What a screen reader would call each of them. */
export function readLabels(items: DomNode[]): string[] {
  return items.map((item) => item.getAttribute('aria-label') ?? '');
}

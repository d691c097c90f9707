import { Disposable, type Event, EventEmitter, type TextDocument, type Uri, window, workspace } from 'vscode';

/** Files beyond these were worked on too long ago to say anything. */
const KEPT = 32;

/** Which files were edited and visited last, and where in them. */
export class Activity implements Disposable {
  /** Addresses, the newest first. */
  #edited: readonly string[] = [];
  #visited: readonly string[] = [];
  readonly #lines = new Map<string, number>();
  readonly #changed = new EventEmitter<void>();
  readonly #owned: Disposable;

  /** @param isCounted whether a document is one that somebody writes in */
  constructor(isCounted: (document: TextDocument) => boolean) {
    this.#owned = Disposable.from(
      this.#changed,
      workspace.onDidChangeTextDocument(({ document, contentChanges: [change] }) => {
        if (!change || !isCounted(document)) return;
        this.#lines.set(nameOf(document.uri), change.range.start.line);
        this.#edited = this.#moved(this.#edited, document.uri);
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (!editor || !isCounted(editor.document)) return;
        const name = nameOf(editor.document.uri);
        if (!this.#lines.has(name)) this.#lines.set(name, editor.selection.active.line);
        this.#visited = this.#moved(this.#visited, editor.document.uri);
      }),
    );
  }

  /** Said when the order has changed, not at every key. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** How many files were edited after this one. */
  edited(uri: Uri): number | undefined {
    return placeIn(this.#edited, uri);
  }

  /** How many files were visited after this one. */
  visited(uri: Uri): number | undefined {
    return placeIn(this.#visited, uri);
  }

  /** The line that was edited last, or where the cursor was when the file was first visited. */
  line(uri: Uri): number {
    return this.#lines.get(nameOf(uri)) ?? 0;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #moved(order: readonly string[], uri: Uri): readonly string[] {
    const name = nameOf(uri);
    if (order[0] === name) return order;
    const moved = [name, ...order.filter((other) => other !== name)].slice(0, KEPT);
    queueMicrotask(() => this.#forgetLines());
    this.#changed.fire();
    return moved;
  }

  #forgetLines(): void {
    for (const name of this.#lines.keys()) {
      if (!this.#edited.includes(name) && !this.#visited.includes(name)) this.#lines.delete(name);
    }
  }
}

function nameOf(uri: Uri): string {
  return uri.toString();
}

function placeIn(order: readonly string[], uri: Uri): number | undefined {
  const at = order.indexOf(nameOf(uri));
  return at < 0 ? undefined : at;
}

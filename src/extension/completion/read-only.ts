import { Disposable, FilePermission, type TextDocument, type Uri, workspace } from 'vscode';

/**
 * Which files cannot be written. Whether a file can is asked when the first question about it comes, and known for the next;
 * until then it can. An editor that was set to read-only by hand is not to be known.
 */
export class ReadOnly implements Disposable {
  readonly #known = new Map<string, boolean>();
  readonly #owned: Disposable;

  constructor() {
    const forget = ({ uri }: TextDocument): void => void this.#known.delete(uri.toString());
    this.#owned = Disposable.from(workspace.onDidCloseTextDocument(forget), workspace.onDidSaveTextDocument(forget));
  }

  has(uri: Uri): boolean {
    if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
    const name = uri.toString();
    const known = this.#known.get(name);
    if (known === undefined) {
      this.#known.set(name, false);
      void this.#ask(uri, name);
    }
    return known ?? false;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #ask(uri: Uri, name: string): Promise<void> {
    try {
      const { permissions = 0 } = await workspace.fs.stat(uri);
      if (this.#known.has(name)) this.#known.set(name, (permissions & FilePermission.Readonly) !== 0);
    } catch {
      // Not on a disk, such as a new document or a cell: it can be written.
    }
  }
}

import { Position, Range, type TextDocument, type Uri, workspace } from 'vscode';
import { importPaths, importsOf } from '../../completion/context/imports';
import { isFile } from './file-text';

/** Documents whose imports are kept. */
const KEPT = 32;
/** Imports stand at the top. */
const LINES = 400;
/** Of one import, as many places are looked at as this. */
const PLACES = 32;

interface Look {
  /** The imports as they are written, to know when they have changed. */
  readonly written: string;
  readonly found: readonly Uri[];
}

/** The files that documents import: found by asking for files of likely names, one after the other. */
export class ImportedFiles {
  readonly #looks = new Map<string, Look>();
  readonly #running = new Set<string>();

  /** What is known now, in the order of the imports. */
  of(document: TextDocument): readonly Uri[] {
    return this.#looks.get(document.uri.toString())?.found ?? [];
  }

  /**
   * Looks again if the imports have changed since.
   * @returns whether something else was found
   */
  async look(document: TextDocument): Promise<boolean> {
    const name = document.uri.toString();
    const root = workspace.getWorkspaceFolder(document.uri)?.uri.path.replace(/\/$/, '');
    if (root === undefined || this.#running.has(name)) return false;
    const imports = importsOf(document.getText(new Range(new Position(0, 0), new Position(LINES, 0))), document.languageId);
    const written = imports.join('\n');
    const before = this.#looks.get(name);
    if (before?.written === written) return false;
    this.#running.add(name);
    try {
      const found: Uri[] = [];
      for (const one of imports) {
        const uri = await firstFile(document, importPaths(one, document.languageId, document.uri.path, root));
        if (uri && !found.some((other) => other.path === uri.path)) found.push(uri);
      }
      this.#keep(name, { written, found });
      return found.map(String).join() !== (before?.found ?? []).map(String).join();
    } finally {
      this.#running.delete(name);
    }
  }

  /** Looks everywhere again: files have come or gone. */
  forget(): void {
    this.#looks.clear();
  }

  #keep(name: string, look: Look): void {
    this.#looks.delete(name);
    this.#looks.set(name, look);
    for (const oldest of this.#looks.keys()) {
      if (this.#looks.size <= KEPT) break;
      this.#looks.delete(oldest);
    }
  }
}

async function firstFile(document: TextDocument, paths: readonly string[]): Promise<Uri | undefined> {
  for (const path of paths.slice(0, PLACES)) {
    const uri = document.uri.with({ path });
    if (await isFile(uri)) return uri;
  }
  return undefined;
}

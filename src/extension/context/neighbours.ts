import { Disposable, type TextDocument, type Uri, window, workspace } from 'vscode';
import { MOST_NEIGHBOURS, type NeighbourCandidate, rankNeighbours } from '../../completion/context/rank';
import { isCode } from '../completion/selector';
import type { EngineClient } from '../engine/client';
import { Clock } from '../engine/clock';
import type { EngineLog } from '../engine/log';
import type { Settings } from '../settings';
import { Activity } from './activity';
import { excerpt } from './excerpt';
import type { Exclusion } from './exclusion';
import { readText } from './file-text';
import { isKept } from './git-ignore';
import { ImportedFiles } from './imported-files';
import { documentsOf, tabUris } from './open-files';

export interface NeighboursSetup {
  readonly engine: Pick<EngineClient, 'remember' | 'forget'>;
  readonly exclusion: Pick<Exclusion, 'of'>;
  readonly settings: Pick<Settings, 'concernsExclusion'>;
  readonly log: Pick<EngineLog, 'debug'>;
  readonly clock?: Clock;
}

/** What the engine was told: a document as of a version, or a file that is not loaded. */
type Told =
  | { readonly kind: 'document'; readonly uri: Uri; readonly version: number }
  | { readonly kind: 'file'; readonly uri: Uri; readonly language: string; readonly needsTab: boolean };

/** The engine keeps 64 texts; with fewer here, what it was told is still there. */
const MOST_TOLD = 48;
/** Between two looks at the imports of a document. */
const LOOK_EVERY_MS = 2_000;

/**
 * The files whose code a completion may draw on: what is open, and what the document imports. The engine is told their texts
 * when they are first needed, and again when they have changed since; it is made to forget them when they are closed or excluded.
 *
 * What is not open in an editor is read only when Git does not ignore it and the workspace is trusted.
 */
export class Neighbours implements Disposable {
  readonly #setup: Required<NeighboursSetup>;
  readonly #activity = new Activity(isCode);
  readonly #imports = new ImportedFiles();
  readonly #told = new Map<string, Told>(); // in the order of use
  /** Rankings by document, until something changes. */
  readonly #ranked = new Map<string, readonly string[]>();
  #open: ReadonlyMap<string, TextDocument> = new Map();
  /** Files that were not to be read, until something changes. */
  readonly #refused = new Set<string>();
  readonly #looked = new Map<string, number>();
  readonly #owned: Disposable;
  #disposed = false;

  constructor(setup: NeighboursSetup) {
    this.#setup = { clock: new Clock(), ...setup };
    this.#owned = Disposable.from(
      this.#activity,
      this.#activity.onDidChange(() => this.#ranked.clear()),
      window.tabGroups.onDidChangeTabs(() => this.#sweep()),
      workspace.onDidOpenTextDocument(() => this.#ranked.clear()),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#looked.delete(uri.toString());
        this.#sweep();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (setup.settings.concernsExclusion(change)) this.#sweep();
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.#refused.clear()),
      workspace.onDidCreateFiles(() => this.#gone([])),
      workspace.onDidDeleteFiles(({ files }) => this.#gone(files)),
      workspace.onDidRenameFiles(({ files }) => this.#gone(files.map(({ oldUri }) => oldUri))),
    );
  }

  /** The names of what a completion in the document may draw on, nearest first; the engine has been told of each. */
  neighboursOf(document: TextDocument): readonly string[] {
    this.#lookLater(document);
    const ranked = this.#ranked.get(document.uri.toString()) ?? this.#rank(document);
    return ranked.filter((name) => this.#tell(name));
  }

  dispose(): void {
    this.#disposed = true;
    this.#owned.dispose();
  }

  #rank(document: TextDocument): readonly string[] {
    const documents = documentsOf(tabUris()).filter((one) => isCode(one) && !this.#setup.exclusion.of(one.uri));
    this.#open = new Map(documents.map((one) => [one.uri.toString(), one]));
    const imported = this.#imports.of(document).map(String);
    const candidate = (uri: Uri, language: string): NeighbourCandidate => {
      const name = uri.toString();
      const place = imported.indexOf(name);
      return {
        name,
        path: uri.path,
        language,
        imported: place < 0 ? undefined : place,
        edited: this.#activity.edited(uri),
        visited: this.#activity.visited(uri),
      };
    };
    const files = [...this.#told.values()].flatMap((told) =>
      told.kind === 'file' && (told.needsTab || imported.includes(told.uri.toString())) && !this.#open.has(told.uri.toString())
        ? candidate(told.uri, told.language)
        : [],
    );
    const here = { path: document.uri.path, language: document.languageId };
    const ranked = rankNeighbours(here, [...documents.map((one) => candidate(one.uri, one.languageId)), ...files]);
    this.#ranked.set(document.uri.toString(), ranked);
    return ranked;
  }

  /** Makes sure that the engine has the text as it is now; tells whether there is one. */
  #tell(name: string): boolean {
    const told = this.#told.get(name);
    const document = this.#open.get(name);
    if (!document) return told !== undefined;
    if (told?.kind !== 'document' || told.version !== document.version) {
      this.#remember(name, excerpt(document, this.#activity.line(document.uri)));
    }
    this.#keep(name, { kind: 'document', uri: document.uri, version: document.version });
    return true;
  }

  #remember(name: string, text: string): void {
    this.#setup.log.debug(`Completions may draw on ${name}.`);
    this.#setup.engine.remember(name, text);
  }

  #keep(name: string, told: Told): void {
    this.#told.delete(name);
    this.#told.set(name, told);
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= MOST_TOLD) break;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    if (!this.#told.delete(name)) return;
    this.#setup.log.debug(`Completions no longer draw on ${name}.`);
    this.#setup.engine.forget(name);
  }

  /** Looks for what the document imports, and reads it, while the caller goes on. */
  #lookLater(document: TextDocument): void {
    const name = document.uri.toString();
    const now = this.#setup.clock.now();
    if (now - (this.#looked.get(name) ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return;
    this.#looked.set(name, now);
    void this.#look(document);
  }

  async #look(document: TextDocument): Promise<void> {
    if (await this.#imports.look(document)) this.#ranked.clear();
    for (const uri of this.#imports.of(document).slice(0, MOST_NEIGHBOURS)) await this.#read(uri, document.languageId, false);
    const ending = endingOf(document.uri);
    const tabs = [...tabUris().values()].filter((uri) => endingOf(uri) === ending);
    for (const uri of tabs.slice(0, MOST_NEIGHBOURS)) await this.#read(uri, document.languageId, true);
  }

  /** Reads a file that is not loaded, unless it must not be read. */
  async #read(uri: Uri, language: string, hasTab: boolean): Promise<void> {
    const name = uri.toString();
    const isKnown = (): boolean =>
      this.#disposed ||
      this.#told.has(name) ||
      this.#refused.has(name) ||
      workspace.textDocuments.some((one) => one.uri.toString() === name);
    if (isKnown()) return;
    const text = (await this.#mayRead(uri, hasTab)) ? await readText(uri) : undefined;
    if (isKnown()) return;
    // Asked again: both may have changed while the file was read.
    if (text === undefined || this.#setup.exclusion.of(uri) || (hasTab && !tabUris().has(name))) {
      this.#refused.add(name);
      return;
    }
    this.#remember(name, text);
    this.#keep(name, { kind: 'file', uri, language, needsTab: hasTab });
    this.#ranked.clear();
  }

  async #mayRead(uri: Uri, hasTab: boolean): Promise<boolean> {
    if (this.#setup.exclusion.of(uri)) return false;
    return hasTab || (workspace.isTrusted && (await isKept(uri)));
  }

  /** Files have come or gone. */
  #gone(files: readonly Uri[]): void {
    this.#imports.forget();
    this.#looked.clear();
    for (const uri of files) this.#forget(uri.toString());
    this.#sweep();
  }

  /** Lets the engine forget what is no longer open or not to be read any more. */
  #sweep(): void {
    this.#ranked.clear();
    this.#refused.clear();
    const tabs = tabUris();
    for (const [name, told] of [...this.#told]) {
      const needsTab = told.kind === 'document' || told.needsTab;
      if ((needsTab && !tabs.has(name)) || this.#setup.exclusion.of(told.uri)) this.#forget(name);
    }
  }
}

function endingOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('.'));
}

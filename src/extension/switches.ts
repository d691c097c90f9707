import {
  ConfigurationTarget,
  Disposable,
  type Event,
  EventEmitter,
  type FileRenameEvent,
  type Memento,
  type TextDocument,
  workspace,
} from 'vscode';
import { SECTION, SETTINGS } from './identifiers';
import type { Settings } from './settings';

/** What is switched off: completions as a whole, those in a language, those in a file. */
export type Off = 'globally' | 'language' | 'file';

const FILES = 'filesOff';
/** Of more files than these the first ones are on again. */
const MOST_FILES = 200;

/** The user's switches. Those for files are kept with the workspace and not in its settings: they are nobody else's. */
export class Switches implements Disposable {
  readonly #settings: Pick<Settings, 'enabled' | 'off'>;
  readonly #memento: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly #owned: Disposable;

  constructor(settings: Pick<Settings, 'enabled' | 'off'>, memento: Memento) {
    this.#settings = settings;
    this.#memento = memento;
    this.#owned = Disposable.from(
      this.#changed,
      workspace.onDidRenameFiles((event) => this.#renamed(event)),
    );
  }

  /** Said when a file was switched; settings say so themselves. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** What is off for a document, or for no document in particular; undefined when completions are on. */
  off(document: TextDocument | undefined): Off | undefined {
    const off = this.#settings.off(document);
    if (off) return document ? off : 'globally';
    return document && this.#files().includes(document.uri.toString()) ? 'file' : undefined;
  }

  /** Switches the completions in a document's language, for this user. */
  async toggleLanguage(document: TextDocument): Promise<void> {
    const configuration = workspace.getConfiguration(SECTION, document);
    const found = configuration.inspect(SETTINGS.enabled);
    // What a workspace says is stronger than what a user says: written there, it has an effect.
    const target =
      found?.workspaceFolderLanguageValue !== undefined
        ? ConfigurationTarget.WorkspaceFolder
        : found?.workspaceLanguageValue !== undefined
          ? ConfigurationTarget.Workspace
          : ConfigurationTarget.Global;
    await configuration.update(SETTINGS.enabled, !this.#settings.enabled(document), target, true);
  }

  /** Switches the completions in a file. */
  async toggleFile(document: TextDocument): Promise<void> {
    const name = document.uri.toString();
    const files = this.#files();
    const others = files.filter((file) => file !== name);
    await this.#memento.update(FILES, others.length < files.length ? others : [...others, name].slice(-MOST_FILES));
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** A file that gets another name, perhaps with its folder, keeps its switch. */
  async #renamed({ files: renames }: FileRenameEvent): Promise<void> {
    const files = this.#files();
    const renamed = files.map((file) => {
      const one = renames.find(({ oldUri }) => file === oldUri.toString() || file.startsWith(`${oldUri.toString()}/`));
      return one ? one.newUri.toString() + file.slice(one.oldUri.toString().length) : file;
    });
    if (renamed.every((file, index) => file === files[index])) return;
    await this.#memento.update(FILES, renamed);
    this.#changed.fire();
  }

  #files(): readonly string[] {
    return this.#memento.get<readonly string[]>(FILES, []);
  }
}

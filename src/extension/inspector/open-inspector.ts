import { commands, Disposable, type LogOutputChannel, l10n, type Uri, type WebviewPanel, window, workspace } from 'vscode';
import type { FromPage, ToPage } from '../../protocol/panel';
import { CONTEXT_KEYS, SECTION } from '../identifiers';
import type { Note } from './desk';
import type { InspectionEngine } from './engine';
import { Inspector } from './inspector';
import { Page } from './page';
import type { Suggestion } from './suggestion';
import type { VsCodeDesk } from './vscode-desk';

interface Living {
  readonly inspector: Inspector;
  readonly page: Page;
  readonly owned: Disposable;
}

/** The one inspector of a window: there while its panel is open. */
export class OpenInspector implements Disposable {
  readonly #engine: InspectionEngine;
  readonly #desk: VsCodeDesk;
  readonly #files: Uri;
  readonly #log: LogOutputChannel;
  #living: Living | undefined;

  /** @param files the folder of the page's script and style */
  constructor(engine: InspectionEngine, desk: VsCodeDesk, files: Uri, log: LogOutputChannel) {
    this.#engine = engine;
    this.#desk = desk;
    this.#files = files;
    this.#log = log;
  }

  /** Opens the panel beside the editor, or brings it to the front. */
  open(): Inspector {
    this.#desk.editor(); // before the panel takes its place as what is in front
    if (this.#living) this.#living.page.reveal();
    else this.#living = this.#start();
    return this.#living.inspector;
  }

  /** Takes over a panel that VS Code has kept over a restart; there is only one, so where one is open already, this one closes. */
  adopt(panel: WebviewPanel): void {
    if (this.#living) return void panel.dispose();
    this.#desk.editor();
    this.#living = this.#start(panel);
  }

  inspectSuggestion(suggestion: Suggestion): void {
    this.open().show(suggestion);
  }

  /** What is shown, if anything is. */
  get inspector(): Inspector | undefined {
    return this.#living?.inspector;
  }

  dispose(): void {
    const living = this.#living;
    this.#living = undefined;
    living?.owned.dispose();
    living?.inspector.dispose();
    living?.page.dispose();
  }

  /** @param panel one to be filled again */
  #start(panel?: WebviewPanel): Living {
    const on = {
      message: (message: FromPage) => void inspector.take(message).catch((thrown: unknown) => this.#log.error(String(thrown))),
      odd: () => this.#log.warn("The inspector's page sent a message that is none."),
      visible: (visible: boolean) => inspector.visible(visible),
      closed: () => this.dispose(),
    };
    const page = new Page(this.#files, on, panel);
    const post = (message: ToPage): void => {
      if (message.type === 'following') standsTo(message);
      page.post(message);
    };
    const inspector: Inspector = new Inspector({ engine: this.#engine, desk: this.#desk, post, say });
    standsTo({ following: true, pinned: false });
    const owned = Disposable.from(
      window.onDidChangeTextEditorSelection(() => inspector.moved()),
      window.onDidChangeActiveTextEditor(() => inspector.moved()),
      window.onDidChangeWindowState(({ focused }) => inspector.inUse(focused)),
      workspace.onDidGrantWorkspaceTrust(() => inspector.moved()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document === this.#desk.editor()?.document) inspector.moved();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) inspector.settingsChanged();
      }),
    );
    return { inspector, page, owned };
  }
}

/** Tells the menus. A page that is hidden has none, and is told anew when it is shown. */
function standsTo({ following, pinned }: { readonly following: boolean; readonly pinned: boolean }): void {
  void commands.executeCommand('setContext', CONTEXT_KEYS.following, following);
  void commands.executeCommand('setContext', CONTEXT_KEYS.pinned, pinned);
}

function say(note: Note): string {
  switch (note) {
    case 'changed-since':
      return l10n.t('The text has changed since, so nothing was inserted.');
    case 'does-not-fit':
      return l10n.t('This does not go on from what is typed there, so nothing was inserted.');
    case 'typed-already':
      return l10n.t('This is typed there already.');
    case 'not-at-cursor':
      return l10n.t('This does not stand at the cursor, so nothing was inserted: go back to the cursor first.');
    case 'nothing-to-scan':
      return l10n.t('There is nothing to read: select some text, or put the cursor into a function.');
    case 'copied':
      return l10n.t('Copied.');
  }
}

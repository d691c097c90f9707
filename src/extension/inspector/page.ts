import { randomBytes } from 'node:crypto';
import { Disposable, env, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { FromPage, ToPage } from '../../protocol/panel';
import { parseFromPage } from '../../protocol/validate-from-page';
import { INSPECTOR_VIEW } from '../identifiers';
import { html } from './html';

/** The panel of VS Code that shows the page: one owner, until it is closed. */
export class Page implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #owned: Disposable;

  /**
   * @param files the folder of the page's script and style
   * @param panel one that VS Code has kept over a restart, to be filled again; a new one beside the editor when absent
   */
  constructor(
    files: Uri,
    on: {
      readonly message: (message: FromPage) => void;
      /** Something came that no page of ours would say. */
      readonly odd: () => void;
      readonly visible: (visible: boolean) => void;
      readonly closed: () => void;
    },
    panel = panelBeside(),
  ) {
    this.#panel = panel;
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    this.#owned = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => {
        const parsed = parseFromPage(message);
        if (parsed) on.message(parsed);
        else on.odd();
      }),
      panel.onDidChangeViewState(() => on.visible(panel.visible)),
      panel.onDidDispose(() => on.closed()),
    );
    const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(files, name)).toString();
    webview.html = html({
      script: file(`inspector.${languageOf(env.language)}.js`),
      style: file('inspector.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      language: env.language,
      title: l10n.t('Next-token probabilities'),
    });
  }

  post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Closes the panel. */
  dispose(): void {
    this.#owned.dispose();
    this.#panel.dispose();
  }
}

/** Of those that the page has a script for. @param locale as VS Code says it */
function languageOf(locale: string): 'en' | 'zh-cn' {
  return locale.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

/** Nothing of a page is kept while it is hidden: what it needs to be shown again is little, and the host has it. */
function panelBeside(): WebviewPanel {
  const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  return window.createWebviewPanel(INSPECTOR_VIEW, l10n.t('Next-token probabilities'), place, { retainContextWhenHidden: false });
}

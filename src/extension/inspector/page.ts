import { randomBytes } from 'node:crypto';
import { Disposable, env, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { FromPage, ToPage } from '../../protocol/panel';
import { parseFromPage } from '../../protocol/validate-from-page';
import { html } from './html';

const VIEW = 'inkling.inspector';

/** The panel of VS Code that shows the page: one owner, until it is closed. */
export class Page implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #owned: Disposable;

  /** @param files the folder of the page's script and style */
  constructor(
    files: Uri,
    on: {
      readonly message: (message: FromPage) => void;
      /** Something came that no page of ours would say. */
      readonly odd: () => void;
      readonly visible: (visible: boolean) => void;
      readonly closed: () => void;
    },
  ) {
    this.#panel = window.createWebviewPanel(
      VIEW,
      l10n.t('Next-token probabilities'),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [files], retainContextWhenHidden: false },
    );
    const { webview } = this.#panel;
    this.#owned = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => {
        const parsed = parseFromPage(message);
        if (parsed) on.message(parsed);
        else on.odd();
      }),
      this.#panel.onDidChangeViewState(() => on.visible(this.#panel.visible)),
      this.#panel.onDidDispose(() => on.closed()),
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

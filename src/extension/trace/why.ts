import { Disposable, EventEmitter, l10n, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import type { Trace } from '../../completion/trace/trace';
import type { Traces } from '../../completion/trace/traces';
import { TRACE_SCHEME } from '../identifiers';
import { report } from './report';

type Which = 'suggested' | 'silent';

const PATHS: Readonly<Record<Which, string>> = { suggested: '/why-this-suggestion.md', silent: '/why-no-suggestion.md' };

/** Shows as a document that cannot be written what happened to the last question of VS Code. */
export class WhyDocuments implements Disposable, TextDocumentContentProvider {
  readonly #traces: Pick<Traces, Which>;
  readonly #changed = new EventEmitter<Uri>();
  readonly #owned: Disposable;
  readonly #opened = new Map<string, Trace>();

  constructor(traces: Pick<Traces, Which>) {
    this.#traces = traces;
    this.#owned = Disposable.from(this.#changed, workspace.registerTextDocumentContentProvider(TRACE_SCHEME, this));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  provideTextDocumentContent({ path }: Uri): string {
    const trace = this.#opened.get(path);
    return trace ? report(trace) : '';
  }

  async show(which: Which): Promise<void> {
    const trace = this.#traces[which];
    if (!trace) {
      const nothing =
        which === 'suggested'
          ? l10n.t('There has been no suggestion yet.')
          : l10n.t('There has been no question without a suggestion yet.');
      void window.showInformationMessage(nothing);
      return;
    }
    const uri = Uri.from({ scheme: TRACE_SCHEME, path: PATHS[which] });
    this.#opened.set(uri.path, trace);
    this.#changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

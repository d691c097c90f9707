import {
  Disposable,
  InlineCompletionTriggerKind,
  type TextDocumentChangeEvent,
  type TextEditor,
  type TextEditorSelectionChangeEvent,
  window,
  workspace,
} from 'vscode';
import type { PowerDecision } from '../../completion/power/policy';
import type { EngineClient } from '../engine/client';
import type { Clock } from '../engine/clock';
import type { Completer } from './completer';
import type { Question } from './question';
import type { QuestionReader } from './reader';

/** A cursor that rests so long may be where somebody is going to type; one that is on its way is not worth reading for. */
const REST_MS = 150;

export interface ReadAheadSetup {
  readonly completer: Pick<Completer, 'readAhead' | 'anticipate'>;
  readonly reader: Pick<QuestionReader, 'question'>;
  readonly engine: Pick<EngineClient, 'state'>;
  readonly power: { readonly decision: PowerDecision };
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Lets the engine work before VS Code asks: at once where text has changed, as VS Code waits 50 ms, and lets it read where the cursor rests, so
 * that the first key in a file need not wait for all of it to be read. It starts no engine.
 */
export class ReadAhead implements Disposable {
  readonly #setup: ReadAheadSetup;
  readonly #owned: Disposable;
  /** The document that has changed, until its cursor has followed. */
  #changed: TextDocumentChangeEvent['document'] | undefined;
  #cancel: () => void = () => {};

  constructor(setup: ReadAheadSetup) {
    this.#setup = setup;
    this.#owned = Disposable.from(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed = document;
      }),
      window.onDidChangeTextEditorSelection((event) => this.#moved(event)),
      window.onDidChangeActiveTextEditor((editor) => this.#later(editor)),
    );
  }

  dispose(): void {
    this.#cancel();
    this.#owned.dispose();
  }

  #moved({ textEditor }: TextEditorSelectionChangeEvent): void {
    if (textEditor !== window.activeTextEditor) return;
    const isTyped = this.#changed === textEditor.document;
    this.#changed = undefined;
    if (isTyped) this.#with(textEditor, (question) => this.#setup.completer.anticipate(question));
    else this.#later(textEditor);
  }

  #later(editor: TextEditor | undefined): void {
    this.#cancel();
    if (!editor || !this.#setup.power.decision.speculate) return;
    this.#cancel = this.#setup.clock.after(REST_MS, () => this.#with(editor, (question) => this.#setup.completer.readAhead(question)));
  }

  #with({ document, selection }: TextEditor, tell: (question: Question) => void): void {
    this.#cancel();
    const { reader, engine } = this.#setup;
    const isOpen = engine.state.kind === 'ready' || engine.state.kind === 'thinking';
    if (!isOpen || document.isClosed || !selection.isEmpty) return;
    const context = { triggerKind: InlineCompletionTriggerKind.Automatic, selectedCompletionInfo: undefined };
    tell(reader.question(document, selection.active, context));
  }
}

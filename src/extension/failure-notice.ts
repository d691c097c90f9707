import { commands, type Disposable, l10n, window } from 'vscode';
import type { EngineError } from '../protocol/errors';
import type { EngineClient } from './engine/client';
import type { EngineState } from './engine/state';
import { errorText } from './error-text';
import { COMMANDS, type CommandId } from './identifiers';

/** Tells once that the engine has failed for good, and what can be done. Anything less is left to the log. */
export class FailureNotice implements Disposable {
  readonly #listener: Disposable;
  #open = false;

  constructor(engine: EngineClient) {
    this.#listener = engine.onStateChange((state: EngineState) => {
      if (state.kind === 'failed') this.show(state.error);
    });
  }

  /** Shows an error of the engine, unless one is being shown. */
  show(error: EngineError): void {
    if (!this.#open) void this.#ask(error);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #ask(error: EngineError): Promise<void> {
    const actions: { title: string; command: CommandId }[] = [
      { title: l10n.t('Restart engine'), command: COMMANDS.restartEngine },
      { title: l10n.t('Show log'), command: COMMANDS.showLog },
    ];
    this.#open = true;
    try {
      const chosen = await window.showErrorMessage(errorText(error), ...actions);
      this.#open = false; // before the command, which may have to tell something itself
      if (chosen) await commands.executeCommand(chosen.command);
    } finally {
      this.#open = false;
    }
  }
}

import { commands, Disposable, type LogOutputChannel, l10n, type TextDocument, window } from 'vscode';
import type { Traces } from '../completion/trace/traces';
import { toEngineError } from '../protocol/errors';
import type { EngineClient } from './engine/client';
import type { FailureNotice } from './failure-notice';
import { COMMANDS, type CommandId } from './identifiers';
import type { createInspector } from './inspector/register';
import type { Settings } from './settings';
import type { Snooze } from './snooze';
import { askHowLong } from './snooze-choice';
import type { Switches } from './switches';
import { toggleCompletions } from './toggle-completions';
import { saveReplay } from './trace/save-replay';
import type { WhyDocuments } from './trace/why';

export interface CommandContext {
  readonly engine: EngineClient;
  readonly settings: Settings;
  readonly switches: Switches;
  readonly snooze: Snooze;
  readonly notice: FailureNotice;
  readonly log: LogOutputChannel;
  readonly why: Pick<WhyDocuments, 'show'>;
  readonly traces: Pick<Traces, 'lastAnswered'>;
  /** What the inspector's commands do. */
  readonly inspector: ReturnType<typeof createInspector>['actions'];
}

/** Registers every command of the manifest. They are there whatever state the engine is in. */
export function registerCommands(context: CommandContext): Disposable {
  const { engine, settings, switches, snooze, notice, log, why, traces, inspector } = context;
  const actions: Record<CommandId, () => unknown> = {
    [COMMANDS.toggleCompletions]: async () => {
      const enabled = await toggleCompletions(settings, window.activeTextEditor?.document);
      // Else completions would be on, and none would ever come.
      if (enabled && engine.state.kind === 'failed') notice.show(engine.state.error);
    },
    [COMMANDS.toggleLanguage]: () => withDocument((document) => switches.toggleLanguage(document)),
    [COMMANDS.toggleFile]: () => withDocument((document) => switches.toggleFile(document)),
    [COMMANDS.snooze]: async () => {
      const minutes = await askHowLong();
      if (minutes !== undefined) snooze.start(minutes);
    },
    [COMMANDS.endSnooze]: () => snooze.end(),
    [COMMANDS.restartEngine]: async () => {
      try {
        await engine.restart();
      } catch (thrown) {
        // A failure for good has shown itself; a crash is only the user's concern because they asked.
        if (engine.state.kind !== 'failed') notice.show(toEngineError(thrown));
      }
    },
    [COMMANDS.showLog]: () => log.show(),
    [COMMANDS.whyThisSuggestion]: () => why.show('suggested'),
    [COMMANDS.whyNoSuggestion]: () => why.show('silent'),
    [COMMANDS.saveRequest]: () => saveReplay(traces, 'model' in engine.state ? engine.state.model : undefined),
    ...inspector,
  };
  return Disposable.from(...Object.entries(actions).map(([id, action]) => commands.registerCommand(id, action)));
}

async function withDocument(action: (document: TextDocument) => Promise<void>): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document) await action(document);
  else void window.showInformationMessage(l10n.t('Open a file first: this is about the file in front.'));
}

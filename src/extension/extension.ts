import { join } from 'node:path';
import { commands, type ExtensionContext, languages, Uri, window, workspace } from 'vscode';
import { Traces } from '../completion/trace/traces';
import { EMBEDDED_MODEL } from '../protocol/embedded-model';
import { registerCommands } from './commands';
import { Completer } from './completion/completer';
import { followEdits } from './completion/edits';
import { notebookNames } from './completion/notebook';
import { CompletionProvider } from './completion/provider';
import { ReadAhead } from './completion/read-ahead';
import { ReadOnly } from './completion/read-only';
import { QuestionReader } from './completion/reader';
import { SELECTOR } from './completion/selector';
import { Exclusion } from './context/exclusion';
import { patternFaultText } from './context/exclusion-text';
import { Neighbours } from './context/neighbours';
import { EngineClient } from './engine/client';
import { Clock } from './engine/clock';
import { startEngine } from './engine/start-engine';
import { FailureNotice } from './failure-notice';
import { INTERNAL_COMMANDS } from './identifiers';
import { createInspector } from './inspector/register';
import { suggestionsOf } from './inspector/suggestion';
import { Power } from './power/power';
import { Settings } from './settings';
import { Snooze } from './snooze';
import { StatusWatch } from './status/watch';
import { LanguageStatus, StatusBar } from './status/widgets';
import { Switches } from './switches';
import { WhyDocuments } from './trace/why';

/** For `deactivate`, which VS Code waits for, as it does not for what is disposed. */
let living: EngineClient | undefined;

/** Registers everything and starts nothing: the engine comes with the first request. */
export function activate(context: ExtensionContext): void {
  const inPackage = (path: string): string => context.asAbsolutePath(path);
  const log = window.createOutputChannel('Inkling', { log: true });
  const settings = new Settings(log);
  const files = { process: inPackage('dist/engine.js'), worker: inPackage('dist/worker.js') };
  const engine = new EngineClient({
    start: startEngine(files, () => settings.isolation()),
    options: () => ({
      modelPath: inPackage(EMBEDDED_MODEL.file),
      threads: settings.threads(),
      threadMemory: join(context.globalStorageUri.fsPath, 'threads.json'),
      cacheMemory: settings.cacheMemory(),
    }),
    idleTime: () => settings.idleTime(),
    log,
  });
  const exclusion = new Exclusion(settings, (fault) => {
    log.warn(patternFaultText(fault));
    void window.showWarningMessage(patternFaultText(fault)); // a file that somebody wants unread would be read
  });
  const power = new Power({ engine, settings });
  const neighbours = new Neighbours({ engine, exclusion, settings, log });
  const snooze = new Snooze();
  const switches = new Switches(settings, context.workspaceState);
  const traces = new Traces();
  const why = new WhyDocuments(traces);
  const completer = new Completer({ engine, traces, power: () => power.decision, clock: new Clock(), date: () => Date.now() });
  const readOnly = new ReadOnly();
  const sources = { settings, switches, exclusion, readOnly, snoozedUntil: () => snooze.until };
  const reader = new QuestionReader({ sources, settings, neighbours });
  const forget = (name: string): void => {
    completer.forget(name);
    engine.closeDocument(name);
  };
  const notice = new FailureNotice(engine);
  const inspector = createInspector({
    engine,
    surroundings: {
      settings: (document) => settings.sampling(document),
      neighbours: (document) => (settings.memory(document) ? neighbours.neighboursOf(document) : undefined),
      untrusted: () => !workspace.isTrusted && !settings.inUntrustedWorkspaces(),
      excluded: (document) => exclusion.of(document.uri) !== undefined,
      isText: (document) => languages.match(SELECTOR, document) > 0,
    },
    files: Uri.joinPath(context.extensionUri, 'dist'),
    suggestions: () => suggestionsOf(traces.suggested?.run),
    failed: (error) => notice.show(error),
    log,
  });
  living = engine;

  context.subscriptions.push(
    log,
    notice,
    power,
    neighbours,
    snooze,
    switches,
    new StatusWatch({ engine, settings, switches, snooze, exclusion, readOnly, power }, [new StatusBar(), new LanguageStatus()]),
    inspector.disposable,
    registerCommands({ engine, settings, switches, snooze, notice, log, why, traces, inspector: inspector.actions }),
    why,
    readOnly,
    completer,
    followEdits(completer),
    new ReadAhead({ completer, reader, engine, power, clock: new Clock() }),
    commands.registerCommand(INTERNAL_COMMANDS.suggestionAccepted, () => completer.accepted()),
    languages.registerInlineCompletionItemProvider(SELECTOR, new CompletionProvider({ completer, reader, traces, log })),
    workspace.onDidCloseTextDocument(({ uri }) => forget(uri.toString())),
    workspace.onDidCloseNotebookDocument((notebook) => notebookNames(notebook).forEach(forget)),
    workspace.onDidChangeConfiguration((change) => {
      if (settings.concernsEngine(change)) void engine.stop();
      if (settings.concernsIdleTime(change)) engine.idleTimeChanged();
    }),
  );
}

/** Ends the engine. */
export async function deactivate(): Promise<void> {
  await living?.dispose();
  living = undefined;
}

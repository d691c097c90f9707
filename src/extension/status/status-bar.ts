import { Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window, workspace } from 'vscode';
import type { EngineClient } from '../engine/client';
import { SECTION, SETTINGS } from '../identifiers';
import type { Settings } from '../settings';
import { type StatusView, statusActions, statusView } from './view';

/** Work that is over sooner is not shown: a spinner at every key would only flicker. */
const SHOW_THINKING_AFTER_MS = 150;

/** Keeps the status-bar item true: for the engine, the settings, and the document in front. */
export class StatusBar implements Disposable {
  readonly #engine: EngineClient;
  readonly #settings: Settings;
  readonly #item: StatusBarItem;
  readonly #owned: Disposable;
  #later: NodeJS.Timeout | undefined;

  constructor(engine: EngineClient, settings: Settings) {
    this.#engine = engine;
    this.#settings = settings;
    this.#item = window.createStatusBarItem('inkling.status', StatusBarAlignment.Right, 100);
    this.#item.name = 'Inkling';
    this.#owned = Disposable.from(
      this.#item,
      engine.onStateChange(() => this.#update()),
      window.onDidChangeActiveTextEditor(() => this.#update()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${SECTION}.${SETTINGS.enabled}`)) this.#update();
      }),
    );
    this.#update();
    this.#item.show();
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#owned.dispose();
  }

  #update(): void {
    clearTimeout(this.#later);
    const enabled = this.#settings.enabled(window.activeTextEditor?.document);
    const view = statusView(this.#engine.state, enabled);
    if (view.kind !== 'thinking') this.#show(view, enabled);
    else this.#later = setTimeout(() => this.#show(view, enabled), SHOW_THINKING_AFTER_MS);
  }

  #show(view: StatusView, enabled: boolean): void {
    const item = this.#item;
    item.text = view.text;
    item.command = view.command;
    item.tooltip = tooltip(view, enabled);
    item.accessibilityInformation = { label: view.label };
    item.backgroundColor = view.kind === 'failed' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
  }
}

function tooltip(view: StatusView, enabled: boolean): MarkdownString {
  const markdown = new MarkdownString('', true);
  const actions = statusActions(enabled);
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  markdown.appendMarkdown('**Inkling**\n\n');
  // As text, because names of models and files come from outside.
  for (const line of [view.summary, ...view.details]) markdown.appendText(line).appendMarkdown('\n\n');
  return markdown.appendMarkdown(actions.map(({ title, command }) => `[${title}](command:${command})`).join(' · '));
}

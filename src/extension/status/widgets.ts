import {
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { SELECTOR } from '../completion/selector';
import { type Action, type StatusView, statusActions } from './view';

/** The item in the status bar. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem = window.createStatusBarItem('inkling.status', StatusBarAlignment.Right, 100);

  constructor() {
    this.#item.name = 'Inkling';
    this.#item.show();
  }

  show(view: StatusView): void {
    this.#item.text = view.text;
    this.#item.command = view.action;
    this.#item.tooltip = tooltip(view);
    this.#item.accessibilityInformation = { label: view.label };
    this.#item.backgroundColor = view.severity === 'error' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** The line behind the braces beside the language's name: there for the languages that Inkling completes. */
export class LanguageStatus implements Disposable {
  readonly #item: LanguageStatusItem = languages.createLanguageStatusItem('inkling.languageStatus', SELECTOR);

  constructor() {
    this.#item.name = 'Inkling';
  }

  show(view: StatusView): void {
    this.#item.text = view.label;
    this.#item.detail = view.summary;
    this.#item.busy = view.isBusy;
    this.#item.severity = SEVERITIES[view.severity];
    this.#item.command = view.action;
    this.#item.accessibilityInformation = { label: `${view.label}. ${view.summary}` };
  }

  dispose(): void {
    this.#item.dispose();
  }
}

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const satisfies Record<StatusView['severity'], LanguageStatusSeverity>;

function tooltip(view: StatusView): MarkdownString {
  const markdown = new MarkdownString('', true);
  const others = statusActions(view).filter(({ command }) => command !== view.action.command);
  const actions = [view.action, ...others];
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  markdown.appendMarkdown('**Inkling**\n\n');
  // As text, because names of models and files come from outside.
  for (const line of [view.summary, ...view.details]) markdown.appendText(line).appendMarkdown('\n\n');
  return markdown.appendMarkdown(actions.map(link).join(' · '));
}

function link({ title, command, arguments: args }: Action): string {
  return `[${title}](command:${command}${args ? `?${encodeURIComponent(JSON.stringify(args))}` : ''})`;
}

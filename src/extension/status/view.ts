import { l10n } from 'vscode';
import type { ModelInfo } from '../../protocol/messages';
import type { EngineState, LastRun } from '../engine/state';
import { errorText } from '../error-text';
import { COMMANDS, type CommandId } from '../identifiers';

/** How the status bar shows a state: the words, not the widget. */
export interface StatusView {
  readonly kind: 'starting' | 'ready' | 'thinking' | 'off' | 'failed';
  /** With an icon in front. */
  readonly text: string;
  /** The state for a screen reader. */
  readonly label: string;
  /** One sentence that says how things are. */
  readonly summary: string;
  /** Lines below it, plain text. */
  readonly details: readonly string[];
  /** What a click does. */
  readonly command: CommandId;
}

/** Ready and thinking have the same text, so that the items beside do not move at every key. */
export function statusView(state: EngineState, enabled: boolean): StatusView {
  if (!enabled) {
    return {
      kind: 'off',
      text: `$(circle-slash) ${l10n.t('Inkling: off')}`,
      label: l10n.t('Inkling: off'),
      summary: l10n.t('Completions are off.'),
      details: [],
      command: COMMANDS.toggleCompletions,
    };
  }
  switch (state.kind) {
    case 'stopped':
      return { ...ready(l10n.t('Ready: the engine starts with the next completion.')), details: [] };
    case 'starting':
      return {
        kind: 'starting',
        text: `$(loading~spin) ${l10n.t('Inkling: starting')}`,
        label: l10n.t('Inkling: starting'),
        summary: l10n.t('The engine is starting.'),
        details: [],
        command: COMMANDS.showLog,
      };
    case 'ready':
      return { ...ready(l10n.t('Ready.')), details: details(state.model, state.last) };
    case 'thinking':
      return {
        kind: 'thinking',
        text: `$(loading~spin) ${l10n.t('Inkling')}`,
        label: l10n.t('Inkling: thinking'),
        summary: l10n.t('Working on a completion.'),
        details: details(state.model, state.last),
        command: COMMANDS.toggleCompletions,
      };
    case 'failed':
      return {
        kind: 'failed',
        text: `$(error) ${l10n.t('Inkling: failed')}`,
        label: l10n.t('Inkling: failed'),
        summary: errorText(state.error),
        details: [],
        command: COMMANDS.restartEngine,
      };
  }
}

/** What can be done in any state, shown below the details. */
export function statusActions(enabled: boolean): readonly { readonly title: string; readonly command: CommandId }[] {
  return [
    { title: enabled ? l10n.t('Turn off') : l10n.t('Turn on'), command: COMMANDS.toggleCompletions },
    { title: l10n.t('Restart engine'), command: COMMANDS.restartEngine },
    { title: l10n.t('Show log'), command: COMMANDS.showLog },
  ];
}

function ready(summary: string) {
  return {
    kind: 'ready',
    text: `$(edit) ${l10n.t('Inkling')}`,
    label: l10n.t('Inkling: ready'),
    summary,
    command: COMMANDS.toggleCompletions,
  } as const;
}

function details(model: ModelInfo, last: LastRun | undefined): readonly string[] {
  const megabytes = Math.round(model.residentBytes / 1e6);
  const lines = [l10n.t('{0}, {1} MB of memory, {2} threads', model.name, megabytes, model.threads)];
  if (last) {
    const { timings, counts } = last;
    lines.push(
      l10n.t(
        'Last completion: {0} ms; {1} tokens reused, {2} read, {3} written',
        Math.round(timings.total),
        counts.reused,
        counts.prefilled,
        counts.decoded,
      ),
    );
  }
  return lines;
}

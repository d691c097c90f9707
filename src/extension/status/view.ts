import { type Command, l10n } from 'vscode';
import type { PowerReason } from '../../completion/power/policy';
import type { ModelInfo } from '../../protocol/messages';
import { excludedText } from '../context/exclusion-text';
import type { LastRun } from '../engine/state';
import { errorText } from '../error-text';
import { COMMANDS, SECTION, SETTINGS } from '../identifiers';
import type { Off } from '../switches';
import type { Status } from './status';

/** How a status is shown: the words, not the widgets. */
export interface StatusView {
  readonly kind: Status['kind'];
  /** For the status bar, with an icon in front. */
  readonly text: string;
  /** The same for a screen reader, and where there is room. */
  readonly label: string;
  /** One sentence that says how things are. */
  readonly summary: string;
  /** Lines below it, plain text. */
  readonly details: readonly string[];
  /** The one thing to do about it. */
  readonly action: Action;
  readonly severity: 'information' | 'warning' | 'error';
  /** Whether something is going on that will end. */
  readonly isBusy: boolean;
}

export type Action = Command & { readonly arguments?: unknown[] };

type Words = Pick<StatusView, 'label' | 'summary' | 'action'> & Partial<StatusView>;

const NAME = 'Inkling';

/** What is seen all day has the bare name behind its icon, so that the items beside do not move at every key. */
export function statusView(status: Status): StatusView {
  const { icon, ...words } = wordsOf(status);
  const text = `${icon} ${words.text ?? words.label}`;
  return { kind: status.kind, details: [], severity: 'information', isBusy: false, ...words, text };
}

function wordsOf(status: Status): Words & { readonly icon: string } {
  switch (status.kind) {
    case 'off':
      return { icon: '$(circle-slash)', ...offWords(status.off, status.language ?? '') };
    case 'snoozed':
      return {
        icon: '$(bell-slash)',
        label: l10n.t('Inkling: snoozed'),
        summary: snoozedText(status.until),
        action: { title: l10n.t('End snooze'), command: COMMANDS.endSnooze },
      };
    case 'excluded':
      return {
        icon: '$(eye-closed)',
        label: l10n.t('Inkling: file excluded'),
        summary: excludedText(status.excluded),
        action: openSetting(SETTINGS.exclude),
      };
    case 'read-only':
      return {
        icon: '$(lock)',
        text: NAME,
        label: l10n.t('Inkling: read-only'),
        summary: l10n.t('This document cannot be written, so there is nothing to complete.'),
        action: { title: l10n.t('Show log'), command: COMMANDS.showLog },
      };
    case 'not-code':
      return {
        icon: '$(dash)',
        text: NAME,
        label: l10n.t('Inkling: no code'),
        summary: l10n.t('Inkling completes code, and this document is none.'),
        action: { title: l10n.t('Show log'), command: COMMANDS.showLog },
      };
    case 'too-large':
      return {
        icon: '$(file)',
        text: NAME,
        label: l10n.t('Inkling: too large'),
        summary: l10n.t('This document is too large to be completed.'),
        action: { title: l10n.t('Show log'), command: COMMANDS.showLog },
      };
    case 'no-model':
      return {
        icon: '$(error)',
        label: l10n.t('Inkling: no model'),
        summary: errorText(status.error),
        action: { title: l10n.t('Restart engine'), command: COMMANDS.restartEngine },
        severity: 'error',
      };
    case 'failed':
      return {
        icon: '$(error)',
        label: l10n.t('Inkling: failed'),
        summary: errorText(status.error),
        action: { title: l10n.t('Restart engine'), command: COMMANDS.restartEngine },
        severity: 'error',
      };
    case 'starting':
      return {
        icon: '$(loading~spin)',
        label: l10n.t('Inkling: starting'),
        summary: l10n.t('The engine is starting.'),
        action: { title: l10n.t('Show log'), command: COMMANDS.showLog },
        isBusy: true,
      };
    case 'loading':
      return {
        icon: '$(loading~spin)',
        label: l10n.t('Inkling: loading {0} %', Math.round(100 * status.fraction)),
        summary: l10n.t('The model is being loaded.'),
        action: { title: l10n.t('Show log'), command: COMMANDS.showLog },
        isBusy: true,
      };
    case 'thinking':
      return {
        icon: '$(loading~spin)',
        text: NAME,
        label: l10n.t('Inkling: thinking'),
        summary: l10n.t('Working on a completion.'),
        details: details(status.model, status.last),
        action: turnOff(),
        isBusy: true,
      };
    case 'saving':
      return {
        icon: '$(plug)',
        text: NAME,
        label: l10n.t('Inkling: saving power'),
        summary: savingText(status.reason),
        details: details(status.model, status.last),
        action: openSetting(SETTINGS.powerPolicy),
      };
    case 'distrusted':
      return {
        icon: '$(shield)',
        label: l10n.t('Inkling: off, workspace not trusted'),
        summary: l10n.t('Completions are off in workspaces that are not trusted, such as this one.'),
        action: trust(),
      };
    case 'untrusted':
      return {
        icon: '$(shield)',
        text: NAME,
        label: l10n.t('Inkling: workspace not trusted'),
        summary: l10n.t('Ready. This workspace is not trusted: only files open in an editor are read.'),
        details: details(status.model, status.last),
        action: trust(),
      };
    case 'ready':
      return {
        icon: '$(edit)',
        text: NAME,
        label: l10n.t('Inkling: ready'),
        summary: status.model ? l10n.t('Ready.') : l10n.t('Ready: the engine starts with the next completion.'),
        details: details(status.model, status.last),
        action: turnOff(),
      };
  }
}

/** What can be done besides, shown below the details. */
export function statusActions({ kind }: Pick<Status, 'kind'>): readonly Action[] {
  const snooze = { title: l10n.t('Snooze'), command: COMMANDS.snooze };
  return [
    ...(kind === 'off' || kind === 'snoozed' ? [] : [snooze, turnOff()]),
    { title: l10n.t('Restart engine'), command: COMMANDS.restartEngine },
    { title: l10n.t('Show log'), command: COMMANDS.showLog },
  ];
}

function turnOff(): Action {
  return { title: l10n.t('Turn off'), command: COMMANDS.toggleCompletions };
}

function trust(): Action {
  return { title: l10n.t('Manage workspace trust'), command: 'workbench.trust.manage' };
}

function openSetting(key: string): Action {
  return { title: l10n.t('Open setting'), command: 'workbench.action.openSettings', arguments: [`${SECTION}.${key}`] };
}

function offWords(off: Off, language: string): Words {
  switch (off) {
    case 'globally':
      return {
        label: l10n.t('Inkling: off'),
        summary: l10n.t('Completions are off.'),
        action: { title: l10n.t('Turn on'), command: COMMANDS.toggleCompletions },
      };
    case 'language':
      return {
        label: l10n.t('Inkling: off for {0}', language),
        summary: l10n.t('Completions are off for this language: {0}.', language),
        action: { title: l10n.t('Turn on for this language'), command: COMMANDS.toggleLanguage },
      };
    case 'file':
      return {
        label: l10n.t('Inkling: off for this file'),
        summary: l10n.t('Completions are off for this file.'),
        action: { title: l10n.t('Turn on for this file'), command: COMMANDS.toggleFile },
      };
  }
}

function snoozedText(until: number): string {
  if (!Number.isFinite(until)) return l10n.t('Snoozed until the window is closed.');
  const time = new Date(until).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return l10n.t('Snoozed until {0}.', time);
}

function savingText(reason: Exclude<PowerReason, 'none'>): string {
  switch (reason) {
    case 'battery':
      return l10n.t('On battery: completions wait longer, and nothing is prepared ahead.');
    case 'battery-low':
      return l10n.t('The battery is low: completions wait much longer, and nothing is prepared ahead.');
    case 'power-saver':
      return l10n.t('The system saves power: completions wait much longer, and nothing is prepared ahead.');
    case 'load':
      return l10n.t('Other programs are busy: completions wait longer, and nothing is prepared ahead.');
    case 'setting':
      return l10n.t('Set to save power: completions wait longer, and nothing is prepared ahead.');
  }
}

function details(model: ModelInfo | undefined, last: LastRun | undefined): readonly string[] {
  if (!model) return [];
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
    if (counts.decoded > 0) lines.push(l10n.t('Writing took {0} ms a token', (timings.decode / counts.decoded).toFixed(1)));
  }
  return lines;
}

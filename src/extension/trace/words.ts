import { l10n } from 'vscode';
import type { GateName } from '../../completion/gates/gates';
import type { PowerReason } from '../../completion/power/policy';
import type { LookupName, Trace } from '../../completion/trace/trace';
import type { StopReason } from '../../protocol/stop-reason';

/** Why there is no suggestion, as a sentence. */
export function silenceText(trace: Trace): string {
  switch (trace.silence) {
    case undefined:
      return l10n.t('There was a suggestion.');
    case 'gate':
      return trace.closed ? gateText(trace.closed, trace.facts) : '';
    case 'left':
      return l10n.t('VS Code no longer wanted it: the text or the cursor had changed.');
    case 'cancelled':
      return l10n.t('The engine was asked for something newer.');
    case 'failed':
      return l10n.t('The engine failed; the log says why.');
    case 'model-silent':
      return l10n.t('The model would write nothing here.');
    case 'filtered':
      return l10n.t('What the model wrote was not worth showing; the filters below say why.');
    case 'already-there':
      return l10n.t('What the model wrote stands after the cursor already.');
    case 'list-disagrees':
      return l10n.t('What the model wrote does not go on like the selected entry of the suggestion list, so VS Code would not show it.');
  }
}

/** Why a gate was closed, as a sentence. */
export function gateText(gate: GateName, { excluded, snoozedUntil }: Trace['facts']): string {
  switch (gate) {
    case 'disabled-globally':
      return l10n.t('Completions are off.');
    case 'disabled-language':
      return l10n.t('Completions are off for this language.');
    case 'disabled-file':
      return l10n.t('Completions are off for this file.');
    case 'snoozed':
      return snoozedUntil !== undefined && Number.isFinite(snoozedUntil)
        ? l10n.t('Completions are snoozed until {0}.', new Date(snoozedUntil).toLocaleTimeString())
        : l10n.t('Completions are snoozed until VS Code is restarted.');
    case 'untrusted':
      return l10n.t('The workspace is not trusted, and completions are off in such.');
    case 'excluded-file':
      return excluded ?? '';
    case 'read-only':
      return l10n.t('The file cannot be written.');
    case 'diff':
      return l10n.t('The file is being compared.');
    case 'output-document':
      return l10n.t('This is no document for code.');
    case 'too-large':
      return l10n.t('The file is too large.');
    case 'multi-cursor':
      return l10n.t('There are several cursors.');
    case 'middle-of-word':
      return l10n.t('The cursor is in the middle of a word.');
    case 'comment':
      return l10n.t('The cursor is in a comment, and completions are off there.');
    case 'suggestion-list':
      return l10n.t('What is selected in the suggestion list does not begin with what was typed.');
  }
}

/** Where a suggestion is from. */
export function lookupText(name: LookupName): string {
  switch (name) {
    case 'typed-along':
      return l10n.t('the suggestion that was being typed');
    case 'earlier-answer':
      return l10n.t('an earlier answer');
    case 'in-flight':
      return l10n.t('a request that was under way');
    case 'engine':
      return l10n.t('the engine');
  }
}

/** Why the model stopped writing. */
export function stopText(stop: StopReason): string {
  switch (stop) {
    case 'line-end':
      return l10n.t('the line ended');
    case 'block-end':
      return l10n.t('the block ended');
    case 'repetition':
      return l10n.t('it repeated itself');
    case 'end-of-text':
      return l10n.t('the text ended');
    case 'unsure':
      return l10n.t('it was no longer sure enough to be shown');
    case 'token-limit':
      return l10n.t('it had the longest length that the settings allow');
    case 'time-limit':
      return l10n.t('it took too long');
    case 'cancelled':
      return l10n.t('it was cancelled');
  }
}

/** Why the pause was longer; undefined when it was not. */
export function powerText(reason: PowerReason): string | undefined {
  switch (reason) {
    case 'none':
      return undefined;
    case 'load':
      return l10n.t('longer because other programs need the processor');
    case 'battery':
      return l10n.t('longer on battery');
    case 'power-saver':
      return l10n.t('longer because the system saves power');
    case 'battery-low':
      return l10n.t('longer because the battery is low');
    case 'setting':
      return l10n.t('longer because the settings say so');
  }
}

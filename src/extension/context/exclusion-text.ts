import { l10n } from 'vscode';
import type { PatternFault } from '../../completion/exclusion/patterns';
import type { SecretReason } from '../../completion/exclusion/secret-rules';
import { SECTION, SETTINGS } from '../identifiers';
import type { Excluded } from './exclusion';

/** Why a file is left alone, as a sentence for the user. */
export function excludedText(excluded: Excluded): string {
  switch (excluded.kind) {
    case 'secret':
      return secretText(excluded.reason);
    case 'pattern':
      return l10n.t('This file is not read: {0} has the pattern {1}.', `${SECTION}.${SETTINGS.exclude}`, excluded.pattern);
  }
}

/** What is wrong with a pattern, as a sentence for the user. */
export function patternFaultText({ pattern, reason }: PatternFault): string {
  return l10n.t('The pattern {0} in {1} excludes nothing: {2}.', pattern, `${SECTION}.${SETTINGS.exclude}`, faultText(reason));
}

function secretText(reason: SecretReason): string {
  switch (reason) {
    case 'environment':
      return l10n.t('This file is not read: environment files hold passwords.');
    case 'key':
      return l10n.t('This file is not read: by its name it holds a key.');
    case 'certificate':
      return l10n.t('This file is not read: certificate files hold keys.');
    case 'credentials':
      return l10n.t('This file is not read: by its name it holds credentials.');
    case 'credentials-folder':
      return l10n.t('This file is not read: it is in a folder for credentials.');
  }
}

function faultText(reason: PatternFault['reason']): string {
  switch (reason) {
    case 'not-text':
      return l10n.t('it is not text');
    case 'empty':
      return l10n.t('it is empty');
    case 'negated':
      return l10n.t('patterns cannot be negated');
    case 'too-long':
      return l10n.t('it is too long');
    case 'malformed':
      return l10n.t('its brackets do not match');
  }
}

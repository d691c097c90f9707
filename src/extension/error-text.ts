import { l10n } from 'vscode';
import { DETAIL_PHRASES } from '../protocol/error-details';
import { type EngineError, ERROR_SENTENCES } from '../protocol/errors';
import { SETTING_SENTENCES, type SettingError } from '../sampling/setting-error';
import { STRATEGIES } from '../sampling/settings';

/** What went wrong, in the user's language. */
export function errorText({ code, args }: EngineError): string {
  return translated(
    ERROR_SENTENCES[code],
    args.map((argument) => (typeof argument === 'string' ? argument : translated(DETAIL_PHRASES[argument.code], argument.args))),
  );
}

/** What is wrong with a sampling setting, in the user's language. */
export function settingErrorText({ code, args }: SettingError, setting: string): string {
  const [, ...others] = args;
  // The engine's list of choices has an English "or" in it.
  if (code === 'setting-choice') others[0] = STRATEGIES.map((strategy) => `'${strategy}'`).join(' / ');
  return translated(SETTING_SENTENCES[code], [setting, ...others]);
}

function translated(sentence: string, args: readonly string[]): string {
  return l10n.t(sentence, ...args);
}

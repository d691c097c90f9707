import { l10n } from 'vscode';
import { type EngineError, ERROR_SENTENCES } from '../protocol/errors';

/** What went wrong, in the user's language. */
export function errorText(error: EngineError): string {
  return l10n.t(ERROR_SENTENCES[error.code], ...error.args);
}

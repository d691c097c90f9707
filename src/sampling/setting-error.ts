/**
 * The English sentence of each fault in the sampling settings. `{0}` is always the name of the setting, so that a command
 * line or an editor can say `--top-k` or `inkling.sampling.topK` instead, or translate.
 */
export const SETTING_SENTENCES = {
  'setting-unknown': "There is no sampling setting '{0}'.",
  'setting-group': '{0} have to be names with values, not {1}.',
  'setting-choice': '{0} has to be {1}, not {2}.',
  'setting-number': '{0} has to be a number from {1} to {2}, not {3}.',
  'setting-whole': '{0} has to be a whole number from {1} to {2}, not {3}.',
  'setting-strategy': "{0} {1} belongs to the strategy {2}, not to '{3}'.",
} as const satisfies Record<string, string>;

export type SettingErrorCode = keyof typeof SETTING_SENTENCES;

/** A sampling setting that is unknown, out of its range, or contradicts another. */
export class SettingError extends Error {
  readonly code: SettingErrorCode;
  readonly args: readonly string[];

  constructor(code: SettingErrorCode, ...args: readonly string[]) {
    super(SETTING_SENTENCES[code].replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? ''));
    this.name = 'SettingError';
    this.code = code;
    this.args = args;
  }
}

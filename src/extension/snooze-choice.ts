import { l10n, window } from 'vscode';

/** Asks the user how long to snooze: minutes, infinite for until the window is closed; undefined when they think better of it. */
export async function askHowLong(): Promise<number | undefined> {
  const choices = [
    ...[5, 15, 60].map((minutes) => ({ label: l10n.t('{0} minutes', minutes), minutes })),
    { label: l10n.t('Until the window is closed'), minutes: Number.POSITIVE_INFINITY },
  ];
  const chosen = await window.showQuickPick(choices, { placeHolder: l10n.t('How long to suggest nothing unasked') });
  return chosen?.minutes;
}

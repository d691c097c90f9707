import { l10n } from 'vscode';
import type { Writing } from './writing';

const MOST = 200;

/** The end of what the model has read. */
export function contextPart({ shown, label }: Writing): readonly string[] {
  const { ids, position } = shown.frame.inspection;
  const read = position + 1;
  const last = [...ids.subarray(Math.max(0, read - MOST), read)];
  return [
    `## ${l10n.t('Context')}`,
    l10n.t('The last {0} of {1} tokens, as label and id:', last.length, read),
    last.map((id) => `${label(id)} ${id}`).join(' | '),
  ];
}

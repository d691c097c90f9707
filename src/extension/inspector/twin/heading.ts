import { l10n } from 'vscode';

/** Where numbers come from: a clock or a counter, a sum over what the engine answered, or what stands in the model's file. */
export type Origin = 'measured' | 'computed' | 'metadata';

/** A title in Markdown that says where the numbers under it come from. */
export function heading(depth: 2 | 3, title: string, origin: Origin): string {
  return `${'#'.repeat(depth)} ${title} (${originText(origin)})`;
}

/** A line of facts that says where they come from. */
export function fact(text: string, origin: Origin): string {
  return `- ${text} (${originText(origin)})`;
}

function originText(origin: Origin): string {
  switch (origin) {
    case 'measured':
      return l10n.t('measured');
    case 'computed':
      return l10n.t('computed');
    case 'metadata':
      return l10n.t('model metadata');
  }
}

/** What both halves of the bench need to know before they start. */
import type { Measured } from './report';

/** What run.mjs has found out. */
export interface Paths {
  readonly root: string;
  readonly vsix: string;
  readonly probe: string;
  readonly page: string;
  readonly machine: Measured['machine'];
}

/** No list of suggestions and no brackets of VS Code's own: what is typed is what stands there. */
export const SETTINGS = {
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.parameterHints.enabled': false,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.wordBasedSuggestions': 'off',
  // The browser that plays the person is a load that no person has.
  'inkling.power.policy': 'always',
};

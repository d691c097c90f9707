import {
  type InlineCompletionContext,
  InlineCompletionTriggerKind,
  type Position,
  Range,
  type TextDocument,
  Position as TextPosition,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { Facts, Size } from '../../completion/gates/facts';
import { languageOf } from '../../completion/language/languages';
import { scan } from '../../completion/language/scan';
import type { Exclusion } from '../context/exclusion';
import { excludedText } from '../context/exclusion-text';
import type { Settings } from '../settings';
import type { Switches } from '../switches';
import { readPrefix } from './prefix';
import { isCode, isCompared } from './selector';

export interface FactSources {
  readonly settings: Pick<Settings, 'inComments' | 'inUntrustedWorkspaces'>;
  readonly switches: Pick<Switches, 'off'>;
  readonly exclusion: Pick<Exclusion, 'of'>;
  readonly readOnly: { has(uri: Uri): boolean };
  /** When a snooze ends, in milliseconds since 1970; undefined when there is none. */
  readonly snoozedUntil: () => number | undefined;
}

/** What decides whether to complete, read from VS Code. */
export function factsOf(
  { settings, switches, exclusion, readOnly, snoozedUntil }: FactSources,
  document: TextDocument,
  position: Position,
  { triggerKind, selectedCompletionInfo: selected }: InlineCompletionContext,
): Facts {
  const { uri } = document;
  const excluded = exclusion.of(uri);
  return {
    trigger: triggerKind === InlineCompletionTriggerKind.Automatic ? 'automatic' : 'invoked',
    off: switches.off(document),
    snoozedUntil: snoozedUntil(),
    untrusted: !workspace.isTrusted && !settings.inUntrustedWorkspaces(),
    excluded: excluded && excludedText(excluded),
    readOnly: readOnly.has(uri),
    compared: isCompared(document),
    code: isCode(document),
    ...sizeOf(document),
    cursors: cursorsIn(document),
    comment: !excluded && !settings.inComments(document) && isInComment(document, position),
    rest: excluded ? '' : document.lineAt(position).text.slice(position.character), // not even a line of what is not to be read
    selected: excluded || !selected ? undefined : { entry: selected.text, typed: typedOf(selected.range, position, document) },
  };
}

/** Reads no text. */
export function sizeOf(document: TextDocument): Size {
  return {
    length: document.offsetAt(new TextPosition(document.lineCount, 0)),
    lines: document.lineCount,
    largeFileOptimizations: workspace.getConfiguration('editor', document).get<boolean>('largeFileOptimizations') !== false,
  };
}

function isInComment(document: TextDocument, position: Position): boolean {
  return scan(readPrefix(document, position).text, languageOf(document.languageId)).inside === 'comment';
}

function typedOf({ start }: Range, position: Position, document: TextDocument): string {
  return start.isAfter(position) ? '' : document.getText(new Range(start, position));
}

/** Of the editor in front; VS Code asks for no other. */
function cursorsIn(document: TextDocument): number {
  const editor = window.activeTextEditor;
  return editor?.document === document ? editor.selections.length : 1;
}

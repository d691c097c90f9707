import { basename } from 'node:path/posix';
import { Range, type TextDocument, type TextEditor } from 'vscode';
import type { SamplingSettings } from '../../sampling/settings';
import { readPrefix } from '../completion/prefix';
import type { Front, Place, Spot, Where } from './place';

/** Beyond this a document is not inspected: its text is read wherever the cursor rests. */
const MOST_CHARACTERS = 5_000_000;
/** Of the text behind the cursor. */
const SUFFIX = 8_192;

/** What is known about documents elsewhere. */
export interface Surroundings {
  settings(document: TextDocument): SamplingSettings;
  neighbours(document: TextDocument): readonly string[] | undefined;
  /** Whether nothing is to be read in this workspace, as it is not trusted. */
  untrusted(): boolean;
  /** Whether nothing may read this document. */
  excluded(document: TextDocument): boolean;
  /** Whether text is written here, rather than shown. */
  isText(document: TextDocument): boolean;
}

/** The place of an editor's first cursor, or why it can not be inspected. */
export function frontOf(editor: TextEditor | undefined, surroundings: Surroundings): Front {
  if (!editor) return { kind: 'no-editor' };
  const where = whereOf(editor, surroundings);
  return where.kind === 'place' ? { kind: 'place', place: placeOf(editor, where.place, surroundings) } : where;
}

/** Where an editor's first cursor is, or why it can not be inspected. Reads no text. */
export function whereOf(editor: TextEditor | undefined, surroundings: Surroundings): Where {
  if (!editor) return { kind: 'no-editor' };
  const { document, selections } = editor;
  const position = selections[0]?.active;
  if (!position) return { kind: 'no-editor' };
  if (surroundings.untrusted()) return { kind: 'untrusted' };
  if (!surroundings.isText(document)) return { kind: 'unsupported', reason: 'not-text' };
  if (surroundings.excluded(document)) return { kind: 'unsupported', reason: 'excluded' };
  if (document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > MOST_CHARACTERS)
    return { kind: 'unsupported', reason: 'too-large' };
  const offset = document.offsetAt(position);
  return { kind: 'place', place: { document: document.uri.toString(), version: document.version, offset, cursors: selections.length } };
}

/** A position of a document as the inspector knows it. */
function placeOf({ document, selection }: TextEditor, spot: Spot, surroundings: Surroundings): Place {
  const position = selection.active;
  const neighbours = surroundings.neighbours(document);
  return {
    ...spot,
    name: basename(document.uri.path),
    line: position.line + 1,
    column: position.character + 1,
    prefix: readPrefix(document, position),
    suffix: document.getText(new Range(position, document.positionAt(spot.offset + SUFFIX))),
    ...(neighbours ? { neighbours } : {}),
    settings: surroundings.settings(document),
  };
}

import { InlineCompletionItem, type Position, Range, type SelectedCompletionInfo, type TextDocument } from 'vscode';
import { replacedLength } from '../../completion/suffix';
import { INTERNAL_COMMANDS } from '../identifiers';

/** The only way to learn that a suggestion was taken as a whole. */
const ON_ACCEPTED = { command: INTERNAL_COMMANDS.suggestionAccepted, title: '' };

export interface Place {
  readonly document: TextDocument;
  readonly position: Position;
  /** The line from the cursor on. */
  readonly rest: string;
  /** The entry that is selected in the open suggestion list. */
  readonly selected: SelectedCompletionInfo | undefined;
}

/** Completions as VS Code wants them, in their order, without those that would look like one before. */
export function itemsFor(completions: readonly string[], place: Place): InlineCompletionItem[] {
  const seen = new Set<string>();
  return completions.flatMap((completion) => {
    const visible = completion.trimEnd();
    if (seen.has(visible)) return [];
    seen.add(visible);
    return itemFor(completion, place) ?? [];
  });
}

/** A completion as VS Code wants it; undefined when there would be nothing to see. */
function itemFor(completion: string, { document, position, rest, selected }: Place): InlineCompletionItem | undefined {
  if (completion.trim() === '') return undefined;
  const replaced = replacedLength(completion, rest);
  if (completion === rest.slice(0, replaced)) return undefined;
  const end = position.translate(0, replaced);
  if (!selected) return new InlineCompletionItem(completion, new Range(position, end), ON_ACCEPTED);

  // VS Code shows what begins like the selected entry, at the same place, and goes on from there.
  const { range, text } = selected;
  const typed = document.getText(new Range(range.start, position));
  const whole = typed + completion;
  if (!range.contains(position) || range.end.isAfter(end) || !whole.startsWith(text)) return undefined;
  return new InlineCompletionItem(whole, new Range(range.start, end), ON_ACCEPTED);
}

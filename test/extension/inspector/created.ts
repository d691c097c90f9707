// The inspector as the extension has it, with an editor in front of it.
import type { TextEditor } from 'vscode';
import type { Surroundings } from '../../../src/extension/inspector/front';
import { createInspector, type InspectorParts } from '../../../src/extension/inspector/register';
import type { EngineError } from '../../../src/protocol/errors';
import { checkSettings } from '../../../src/sampling/settings';
import { FakeDocument } from '../completion/fake-document';
import { settled } from '../engine/fake-transport';
import { type FakePanel, logChannel, Selection, state, Uri, window, workspace } from '../vscode-mock';
import { FakeInspections } from './fake-inspections';

/** The folder of the page. */
export const FILES = Uri.file('/extension/dist');

/** An editor with its cursor at the end, that notes what is drawn in it. */
export class FakeEditor {
  readonly document: FakeDocument;
  selection: Selection;
  /** What is marked, a list of ranges for each time it was drawn. */
  readonly drawn: (readonly { start: { character: number }; end: { character: number } }[])[] = [];
  readonly revealed: unknown[] = [];

  constructor(document: FakeDocument) {
    this.document = document;
    this.selection = new Selection(document.end, document.end);
  }
  get selections(): readonly Selection[] {
    return [this.selection];
  }
  /** As the extension sees it; what it does not use is not there. */
  get api(): TextEditor {
    return this as unknown as TextEditor;
  }
  setDecorations(_: unknown, ranges: (typeof this.drawn)[number]): void {
    this.drawn.push(ranges);
  }
  revealRange(range: unknown): void {
    this.revealed.push(range);
  }
  /** Puts the cursor at an offset. */
  goTo(offset: number): void {
    const at = this.document.positionAt(offset);
    this.selection = new Selection(at, at);
  }
  get offset(): number {
    return this.document.offsetAt(this.selection.active as never);
  }
}

/** Puts a document into an editor, in front of everything. */
export function editorOf(text: string): FakeEditor {
  const editor = new FakeEditor(new FakeDocument(text));
  window.activeTextEditor = editor;
  window.visibleTextEditors = [editor];
  workspace.textDocuments = [editor.document];
  return editor;
}

const SURROUNDINGS: Surroundings = {
  settings: () => checkSettings({}),
  neighbours: () => undefined,
  untrusted: () => false,
  excluded: () => false,
  isText: () => true,
};

export function created(text: string, parts: Partial<InspectorParts> = {}) {
  const engine = Object.assign(new FakeInspections(), { restart: async () => {} });
  const failures: EngineError[] = [];
  const inspector = createInspector({
    engine,
    surroundings: SURROUNDINGS,
    files: FILES as never,
    suggestions: () => [],
    failed: (error) => failures.push(error),
    log: logChannel() as never,
    ...parts,
  });
  return { ...inspector, engine, failures, editor: editorOf(text) };
}

/** With its panel open, which shows the text in front. */
export async function opened(text: string, parts?: Partial<InspectorParts>) {
  const all = created(text, parts);
  all.actions['inkling.showProbabilities']();
  const panel = state.panels[0]!;
  panel.said.fire({ type: 'ready' });
  await settled();
  all.engine.asked[0]!.answer();
  await settled();
  return { ...all, panel };
}

/** What a page was told of one type. */
export function told({ posted }: FakePanel, type: string): readonly Record<string, unknown>[] {
  return (posted as Record<string, unknown>[]).filter((message) => message['type'] === type);
}

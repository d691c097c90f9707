import {
  ConfigurationTarget,
  commands,
  env,
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { csv } from '../../inspection/csv';
import { json } from '../../inspection/json';
import type { SavedInspection } from '../../inspection/saved';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { EngineError } from '../../protocol/errors';
import type { ScannedToken } from '../../protocol/inspection';
import type { CopyFormat, ScanScope } from '../../protocol/panel';
import { type SamplingSettings, usedSettings } from '../../sampling/settings';
import { errorText } from '../error-text';
import { SECTION, samplingSetting } from '../identifiers';
import type { Desk, Now, SavedFile, Shown } from './desk';
import { frontOf, type Surroundings, whereOf } from './front';
import { passageOf } from './passage';
import type { Front, Passage, Place, Where } from './place';
import { SavedInspections } from './saved-inspections';
import type { SurprisingPlaces } from './surprise';
import { twin } from './twin/twin';
import { Writing } from './twin/writing';

const TOP = 256; // rows of data

/** The editor that the inspector stands beside: the last one that had the cursor, since the panel takes the focus. */
export class VsCodeDesk implements Desk {
  readonly #surroundings: Surroundings;
  readonly #places: SurprisingPlaces;
  readonly #restart: () => Promise<unknown>;
  readonly #saved = new SavedInspections();
  #last: TextEditor | undefined;

  constructor(surroundings: Surroundings, places: SurprisingPlaces, restart: () => Promise<unknown>) {
    this.#surroundings = surroundings;
    this.#places = places;
    this.#restart = restart;
  }

  /** The editor in front; behind the panel, the one that was in front before and can still be seen, or else any with text. */
  editor(): TextEditor | undefined {
    const active = window.activeTextEditor;
    if (active) this.#last = active;
    else if (!this.#last || !window.visibleTextEditors.includes(this.#last)) {
      const other = window.visibleTextEditors.find(({ document }) => this.#surroundings.isText(document));
      this.#last = (this.#last && this.#again(this.#last.document)) ?? other;
    }
    return this.#last;
  }

  where(): Where {
    return whereOf(this.editor(), this.#surroundings);
  }

  front(): Front {
    return frontOf(this.editor(), this.#surroundings);
  }

  async insert({ document: name, version, offset }: Place, text: string): Promise<boolean> {
    const document = this.#document(name);
    if (document?.version !== version) return false;
    const edit = new WorkspaceEdit();
    const at = document.positionAt(offset);
    edit.insert(document.uri, at, text);
    if (!(await workspace.applyEdit(edit))) return false;
    const editor = this.#again(document);
    const behind = document.positionAt(offset + text.length);
    if (editor) editor.selection = new Selection(behind, behind);
    return true;
  }

  async passage(scope: ScanScope): Promise<Passage | undefined> {
    const editor = this.editor();
    return editor && this.where().kind === 'place' ? passageOf(editor, scope) : undefined;
  }

  scanned({ document: name, version }: Passage, vocabulary: Vocabulary, tokens: readonly ScannedToken[]): void {
    const document = this.#document(name);
    if (document) this.#places.take(document, version, vocabulary, tokens);
  }

  get marks(): boolean {
    return this.#places.isShown;
  }

  mark(on: boolean): void {
    this.#places.show(on);
  }

  async reveal(name: string, start: number, end: number): Promise<void> {
    const document = this.#document(name);
    if (!document) return;
    const range = new Range(document.positionAt(start), document.positionAt(end));
    const visible = this.#again(document);
    const editor = await window.showTextDocument(document, {
      preserveFocus: true,
      ...(visible?.viewColumn ? { viewColumn: visible.viewColumn } : {}),
    });
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async saveSettings(settings: SamplingSettings): Promise<void> {
    const configuration = workspace.getConfiguration(SECTION);
    for (const [name, value] of usedSettings(settings)) {
      const key = samplingSetting(name);
      if (configuration.get(key) !== value) await configuration.update(key, value, ConfigurationTarget.Global);
    }
  }

  async copy(shown: Shown, format: CopyFormat): Promise<void> {
    await this.copyText(written(shown, format));
  }

  async copyText(text: string): Promise<void> {
    await env.clipboard.writeText(text);
  }

  async openAsText(shown: Shown): Promise<void> {
    const document = await workspace.openTextDocument({ language: 'markdown', content: twin(shown, env.language) });
    await window.showTextDocument(document, { preview: true });
  }

  saveReplay(shown: Shown): Promise<void> {
    return this.#saved.save(shown);
  }

  openReplay(): Promise<SavedFile | undefined> {
    return this.#saved.open();
  }

  differences(saved: SavedInspection, now: Now): Promise<readonly string[]> {
    return this.#saved.differences(saved, now);
  }

  explain(error: EngineError): string {
    return errorText(error);
  }

  async restart(): Promise<void> {
    await this.#restart();
  }

  async manageTrust(): Promise<void> {
    await commands.executeCommand('workbench.trust.manage');
  }

  async leave(): Promise<void> {
    const editor = this.editor();
    if (!editor) return void (await commands.executeCommand('workbench.action.focusActiveEditorGroup'));
    await window.showTextDocument(editor.document, {
      ...(editor.viewColumn ? { viewColumn: editor.viewColumn } : {}),
      preserveFocus: false,
    });
  }

  #document(name: string): TextDocument | undefined {
    return workspace.textDocuments.find(({ uri }) => uri.toString() === name);
  }

  /** An editor that shows a document now. */
  #again(document: TextDocument): TextEditor | undefined {
    return window.visibleTextEditors.find((editor) => editor.document === document);
  }
}

function written(shown: Shown, format: CopyFormat): string {
  switch (format) {
    case 'markdown':
      return twin(shown, env.language);
    case 'csv':
      return csv(new Writing(shown, env.language).outcome, shown.vocabulary, TOP);
    case 'json':
      return json({ ...shown.frame.inspection, model: shown.model }, new Writing(shown, env.language).outcome, shown.vocabulary, TOP);
  }
}

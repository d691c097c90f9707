import {
  Disposable,
  Hover,
  l10n,
  languages,
  MarkdownString,
  type Position,
  Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import { surprise } from '../../inspection/entropy';
import { percent } from '../../inspection/percent';
import { plainLabel } from '../../inspection/token-label';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { ScannedToken } from '../../protocol/inspection';
import { SELECTOR } from '../completion/selector';

/** A token with as many bits was one of a thousand likely ones. */
const SURPRISING_BITS = 10;

interface Found {
  readonly document: TextDocument;
  /** The document's when it was read: afterwards the places are elsewhere. */
  readonly version: number;
  readonly vocabulary: Vocabulary;
  readonly tokens: readonly ScannedToken[];
}

/** The surprising places of the last scan, as underlines in the editor, with what the model would have expected. */
export class SurprisingPlaces implements Disposable {
  readonly #decoration = window.createTextEditorDecorationType({
    // A border, as the colour of a text's own underline can not be one of the theme.
    borderStyle: 'dotted',
    borderWidth: '0 0 2px',
    borderColor: new ThemeColor('editorWarning.foreground'),
    overviewRulerColor: new ThemeColor('editorWarning.foreground'),
  });
  readonly #owned: Disposable;
  #found: Found | undefined;
  #shown = true;

  constructor() {
    this.#owned = Disposable.from(
      this.#decoration,
      window.onDidChangeVisibleTextEditors(() => this.#draw()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#found?.document && document.version !== this.#found.version) this.clear();
      }),
      languages.registerHoverProvider(SELECTOR, { provideHover: (document, position) => this.#hover(document, position) }),
    );
  }

  get isShown(): boolean {
    return this.#shown;
  }

  /** Takes what a scan of a document has found so far. */
  take(document: TextDocument, version: number, vocabulary: Vocabulary, tokens: readonly ScannedToken[]): void {
    if (document.version !== version) return;
    const surprising = tokens.filter(({ logprob }) => surprise(logprob) >= SURPRISING_BITS);
    this.#found = { document, version, vocabulary, tokens: surprising };
    this.#draw();
  }

  show(on: boolean): void {
    this.#shown = on;
    this.#draw();
  }

  clear(): void {
    this.#found = undefined;
    this.#draw();
  }

  /** Goes to the next surprising place, or the one before; around the end if need be. False when there is none. */
  go(direction: 1 | -1): boolean {
    const editor = window.activeTextEditor;
    if (!editor || editor.document !== this.#found?.document || this.#found.tokens.length === 0) return false;
    const { tokens } = this.#found;
    const here = editor.document.offsetAt(editor.selection.active);
    const next = direction > 0 ? tokens.findIndex(({ start }) => start > here) : tokens.findLastIndex(({ start }) => start < here);
    const token = tokens[next] ?? tokens.at(direction > 0 ? 0 : -1)!;
    const range = this.#rangeOf(token);
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #rangeOf({ start, end }: ScannedToken): Range {
    const { document } = this.#found!;
    return new Range(document.positionAt(start), document.positionAt(end));
  }

  #draw(): void {
    for (const editor of window.visibleTextEditors) {
      const isFound = this.#shown && editor.document === this.#found?.document;
      editor.setDecorations(this.#decoration, isFound ? this.#found!.tokens.map((token) => this.#rangeOf(token)) : []);
    }
  }

  #hover(document: TextDocument, position: Position): Hover | undefined {
    if (!this.#shown || document !== this.#found?.document) return undefined;
    const token = this.#found.tokens.find((candidate) => this.#rangeOf(candidate).contains(position));
    if (!token) return undefined;
    const { vocabulary } = this.#found;
    const text = new MarkdownString();
    const bits = surprise(token.logprob).toFixed(1);
    text.appendText(l10n.t('Surprising: {0} bits, rank {1}, probability {2}.', bits, token.rank, percent(Math.exp(token.logprob))));
    text.appendMarkdown('\n\n').appendText(l10n.t('The model expected:')).appendMarkdown('\n');
    for (const { id, logprob } of token.top) {
      text.appendMarkdown('\n- ').appendText(`${plainLabel(vocabulary.label(id))}  ${percent(Math.exp(logprob))}`);
    }
    return new Hover(text, this.#rangeOf(token));
  }
}

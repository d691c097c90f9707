/**
 * The part of VS Code's API that the extension uses, in plain Node. `vitest.config.ts` puts it in the place of `vscode`.
 *
 * It keeps what the extension registered, and counts what is still alive: see `living`.
 */
import type * as api from 'vscode';

const alive = new Set<Disposable>();

/** How many registrations, listeners and widgets have not been disposed. */
export function living(): number {
  return alive.size;
}

export class Disposable {
  readonly #dispose: () => void;
  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
  dispose(): void {
    this.#dispose();
  }
}

function tracked(dispose: () => void = () => {}): Disposable {
  const disposable = new Disposable(() => {
    alive.delete(disposable);
    dispose();
  });
  alive.add(disposable);
  return disposable;
}

export class Signal<T> {
  readonly #listeners = new Map<(value: T) => void, Disposable>();
  readonly event = (listener: (value: T) => void): Disposable => {
    const registration = tracked(() => this.#listeners.delete(listener));
    this.#listeners.set(listener, registration);
    return registration;
  };
  fire(value: T): void {
    for (const listener of this.#listeners.keys()) listener(value);
  }
  clear(): void {
    for (const registration of this.#listeners.values()) registration.dispose();
  }
}

export class EventEmitter<T> {
  readonly #signal = new Signal<T>();
  readonly event = this.#signal.event;
  fire(value: T): void {
    this.#signal.fire(value);
  }
  dispose(): void {
    this.#signal.clear();
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
  translate(lines: number, characters: number): Position {
    return new Position(this.line + lines, this.character + characters);
  }
  isAfter(other: Position): boolean {
    return this.line > other.line || (this.line === other.line && this.character > other.character);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
  contains(position: Position): boolean {
    return !this.start.isAfter(position) && !position.isAfter(this.end);
  }
}

export class Selection extends Range {
  readonly active: Position;
  constructor(anchor: api.Position, active: api.Position) {
    const [start, end] = anchor.isAfter(active) ? [active, anchor] : [anchor, active];
    super(start as unknown as Position, end as unknown as Position);
    this.active = active as unknown as Position;
  }
  get isEmpty(): boolean {
    return !this.end.isAfter(this.start);
  }
}

export class Hover {
  readonly contents: MarkdownString;
  readonly range: Range;
  constructor(contents: MarkdownString, range: Range) {
    this.contents = contents;
    this.range = range;
  }
}

/** One insertion is all that is asked of it. */
export class WorkspaceEdit {
  readonly inserted: { uri: unknown; position: Position; text: string }[] = [];
  insert(uri: unknown, position: Position, text: string): void {
    this.inserted.push({ uri, position, text });
  }
}

export class InlineCompletionItem {
  readonly insertText: string;
  readonly range: Range;
  readonly command: unknown;
  constructor(insertText: string, range: Range, command: unknown) {
    this.insertText = insertText;
    this.range = range;
    this.command = command;
  }
}

export class MarkdownString {
  value: string;
  isTrusted: unknown;
  readonly supportThemeIcons: boolean;
  constructor(value = '', supportThemeIcons = false) {
    this.value = value;
    this.supportThemeIcons = supportThemeIcons;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendText(text: string): this {
    this.value += text.replace(/[\\`*_{}[\]()#+\-.!~<>|$]/g, '\\$&');
    return this;
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class TabInputText {
  readonly uri: object;
  constructor(uri: object) {
    this.uri = uri;
  }
}

class TabInputDiff {
  readonly original: object;
  readonly modified: object;
  constructor(original: object, modified: object) {
    this.original = original;
    this.modified = modified;
  }
}

export class TabInputTextDiff extends TabInputDiff {}
export class TabInputNotebookDiff extends TabInputDiff {}

/** A panel that notes what it is given, and says what a test lets it say. */
export class FakePanel {
  readonly #owner = tracked();
  readonly said = new Signal<unknown>();
  readonly viewState = new Signal<void>();
  readonly closed = new Signal<void>();
  readonly posted: unknown[] = [];
  visible = true;
  reveals = 0;
  isClosed = false;
  readonly viewType: string;
  readonly title: string;
  readonly place: unknown;
  readonly options: unknown;
  readonly webview = {
    options: {} as unknown,
    html: '',
    cspSource: 'vscode-resource:',
    asWebviewUri: ({ path }: { path: string }) => `webview:${path}`,
    onDidReceiveMessage: this.said.event,
    postMessage: async (message: unknown) => this.posted.push(message),
  };
  readonly onDidChangeViewState = this.viewState.event;
  readonly onDidDispose = this.closed.event;

  constructor(viewType: string, title: string, place: unknown, options: unknown) {
    this.viewType = viewType;
    this.title = title;
    this.place = place;
    this.options = options;
  }
  /** As the extension sees it; what it does not use is not there. */
  get api(): api.WebviewPanel {
    return this as unknown as api.WebviewPanel;
  }
  reveal(): void {
    this.reveals++;
  }
  show(visible: boolean): void {
    this.visible = visible;
    this.viewState.fire();
  }
  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#owner.dispose();
    this.closed.fire();
  }
}

export const ViewColumn = { Beside: -2 } as const;
export const ProgressLocation = { Notification: 15 } as const;
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 } as const;
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;
export const SymbolKind = { Constructor: 8, Function: 11, Method: 5 } as const;
export const NotebookCellKind = { Markup: 1, Code: 2 } as const;
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;
export const InlineCompletionTriggerKind = { Invoke: 0, Automatic: 1 } as const;
export const FilePermission = { Readonly: 1 } as const;
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;

export const l10n = {
  t: (message: string, ...args: unknown[]): string => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};

/** For `choose`: the list stays until it is dismissed. */
export const CANCEL = '\0';

/** What a test looks at and sets. */
export const state = {
  /** Settings by their full name. */
  settings: {} as Record<string, unknown>,
  /** What `inspect` says, by the full name. */
  inspections: {} as Record<string, Record<string, unknown>>,
  updates: [] as { key: string; value: unknown; target: unknown; forLanguage: unknown }[],
  commands: new Map<string, () => unknown>(),
  providers: [] as { selector: unknown; provider: api.InlineCompletionItemProvider }[],
  statusItems: [] as api.StatusBarItem[],
  languageItems: [] as api.LanguageStatusItem[],
  messages: [] as string[],
  /** Which entry of a list is chosen, by its label, and what was offered. */
  choose: undefined as string | undefined,
  offered: [] as string[],
  dismiss: (): void => {},
  /** The same with all that stands in them. */
  offeredItems: [] as readonly unknown[],
  errors: [] as string[],
  warnings: [] as string[],
  /** Which button of an error message is pressed, by its title. */
  press: undefined as string | undefined,
  log: [] as string[],
  configuration: new Signal<{ affectsConfiguration(section: string): boolean }>(),
  closed: new Signal<{ uri: { toString(): string } }>(),
  contents: new Map<string, api.TextDocumentContentProvider>(),
  shownDocuments: [] as unknown[],
  /** What the user chooses in a dialog for saving. */
  saveTo: undefined as unknown,
  openFrom: undefined as unknown,
  selection: new Signal<unknown>(),
  saved: new Signal<{ uri: { toString(): string } }>(),
  edited: new Signal<unknown>(),
  /** Schemes of file systems that nobody can write to, and files that nobody can, by their address. */
  readOnly: new Set<string>(),
  closedNotebook: new Signal<unknown>(),
  activeEditor: new Signal<unknown>(),
  visibleEditors: new Signal<unknown>(),
  windowState: new Signal<{ focused: boolean }>(),
  opened: new Signal<unknown>(),
  tabs: new Signal<unknown>(),
  trusted: new Signal<void>(),
  created: new Signal<unknown>(),
  deleted: new Signal<{ files: readonly unknown[] }>(),
  renamed: new Signal<{ files: readonly unknown[] }>(),
  /** Files of the workspace by their paths. */
  files: new Map<string, { type: number; bytes: Uint8Array }>(),
  /** Which files were read. */
  reads: [] as string[],
  /** How places in editors are marked. */
  decorations: [] as api.DecorationRenderOptions[],
  hovers: [] as api.HoverProvider[],
  /** What was shown as going on, with the parts of it that were done, in percent. */
  progress: [] as { title: string | undefined; cancellable: boolean | undefined; parts: number[]; ended: boolean; cancel(): void }[],
  /** Panels that were opened, and who fills those of the last session, by what they are called. */
  panels: [] as FakePanel[],
  /** What menus go by. */
  contexts: {} as Record<string, unknown>,
  /** What was said in the status bar for a while. */
  statusMessages: [] as string[],
  clipboard: '',
  /** What was put into documents: line, column, text; and whether that works. */
  inserted: [] as (readonly [number, number, string])[],
  editsWork: true,
  serializers: new Map<string, api.WebviewPanelSerializer>(),
  /** Other extensions by their ids. */
  extensions: new Map<string, unknown>(),
};

/** Changes a setting and tells everybody. */
export function setSetting(key: string, value: unknown): void {
  state.settings[key] = value;
  state.configuration.fire({ affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`) });
}

/** Forgets all that a test did. */
export function reset(): void {
  alive.clear();
  state.commands.clear();
  Object.assign(state, {
    settings: {},
    inspections: {},
    updates: [],
    providers: [],
    statusItems: [],
    languageItems: [],
    messages: [],
    choose: undefined,
    offered: [],
    offeredItems: [],
    decorations: [],
    hovers: [],
    progress: [],
    errors: [],
    warnings: [],
    shownDocuments: [],
    saveTo: undefined,
    openFrom: undefined,
    press: undefined,
    log: [],
    reads: [],
    panels: [],
    contexts: {},
    statusMessages: [],
    clipboard: '',
    inserted: [],
    editsWork: true,
  });
  state.files.clear();
  state.serializers.clear();
  state.extensions.clear();
  state.readOnly.clear();
  window.activeTextEditor = undefined;
  window.visibleTextEditors = [];
  window.tabGroups.all = [];
  workspace.notebookDocuments = [];
  workspace.textDocuments = [];
  workspace.isTrusted = true;
  window.tabGroups.activeTabGroup.activeTab = undefined;
}

const note =
  (level: string) =>
  (message: string): void => {
    state.log.push(`${level}: ${message}`);
  };

export function logChannel() {
  const owner = tracked();
  return {
    trace: note('trace'),
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    show: note('shown'),
    dispose: () => owner.dispose(),
  };
}

export const window = {
  activeTextEditor: undefined as { document: unknown; selections?: readonly unknown[] } | undefined,
  tabGroups: {
    activeTabGroup: { activeTab: undefined as { input: unknown } | undefined },
    all: [] as { tabs: { input: unknown }[] }[],
    onDidChangeTabs: state.tabs.event,
  },
  visibleTextEditors: [] as unknown[],
  onDidChangeActiveTextEditor: state.activeEditor.event,
  onDidChangeTextEditorSelection: state.selection.event,
  onDidChangeVisibleTextEditors: state.visibleEditors.event,
  createTextEditorDecorationType: (options: api.DecorationRenderOptions) => {
    state.decorations.push(options);
    return tracked();
  },
  withProgress: async <T>(options: api.ProgressOptions, task: Parameters<typeof api.window.withProgress<T>>[1]): Promise<T> => {
    const cancelled = new Signal<unknown>();
    const shown = { title: options.title, cancellable: options.cancellable, parts: [] as number[], ended: false };
    state.progress.push({ ...shown, cancel: () => cancelled.fire(undefined) });
    const { parts } = state.progress.at(-1)!;
    try {
      return await task(
        { report: ({ increment = 0 }) => void parts.push(increment) },
        { isCancellationRequested: false, onCancellationRequested: cancelled.event as api.CancellationToken['onCancellationRequested'] },
      );
    } finally {
      state.progress.find((one) => one.parts === parts)!.ended = true;
    }
  },
  onDidChangeWindowState: state.windowState.event,
  createWebviewPanel: (...args: ConstructorParameters<typeof FakePanel>) => {
    const panel = new FakePanel(...args);
    state.panels.push(panel);
    return panel;
  },
  registerWebviewPanelSerializer: (view: string, serializer: api.WebviewPanelSerializer) => {
    state.serializers.set(view, serializer);
    return tracked(() => state.serializers.delete(view));
  },
  createOutputChannel: () => logChannel(),
  createStatusBarItem: (id: string) => {
    const owner = tracked();
    const item = { id, text: '', show: () => {}, hide: () => {}, dispose: () => owner.dispose() };
    state.statusItems.push(item as unknown as api.StatusBarItem);
    return item;
  },
  showInformationMessage: async (message: string): Promise<undefined> => {
    state.messages.push(message);
  },
  showQuickPick: async <T extends { label: string }>(list: readonly T[] | Promise<readonly T[]>): Promise<T | undefined> => {
    if (state.choose === CANCEL) {
      return new Promise((resolve) => {
        state.dismiss = () => resolve(undefined);
      });
    }
    const items = await list;
    state.offered = items.map(({ label }) => label);
    state.offeredItems = items;
    return items.find(({ label }) => label === state.choose);
  },
  showWarningMessage: async (message: string): Promise<undefined> => {
    state.warnings.push(message);
  },
  showSaveDialog: async () => state.saveTo,
  showOpenDialog: async () => state.openFrom && [state.openFrom],
  showTextDocument: async (document: unknown) => {
    state.shownDocuments.push(document);
  },
  setStatusBarMessage: (message: string) => {
    state.statusMessages.push(message);
    return tracked();
  },
  showErrorMessage: async <T extends { title: string }>(message: string, ...items: T[]): Promise<T | undefined> => {
    state.errors.push(message);
    return items.find(({ title }) => title === state.press);
  },
};

export const workspace = {
  getConfiguration: (section: string) => ({
    get: (key: string) => state.settings[`${section}.${key}`],
    inspect: (key: string) => state.inspections[`${section}.${key}`] ?? { globalValue: state.settings[`${section}.${key}`] },
    update: async (key: string, value: unknown, target: unknown, forLanguage: unknown) => {
      state.updates.push({ key: `${section}.${key}`, value, target, forLanguage });
      setSetting(`${section}.${key}`, value);
    },
  }),
  asRelativePath: ({ path }: { path: string }): string => (path.startsWith('/work/') ? path.slice('/work/'.length) : path),
  onDidChangeConfiguration: state.configuration.event,
  onDidCloseTextDocument: state.closed.event,
  isTrusted: true,
  onDidGrantWorkspaceTrust: state.trusted.event,
  textDocuments: [] as { uri: { toString(): string } }[],
  onDidOpenTextDocument: state.opened.event,
  onDidSaveTextDocument: state.saved.event,
  onDidChangeTextDocument: state.edited.event,
  onDidCreateFiles: state.created.event,
  onDidDeleteFiles: state.deleted.event,
  onDidRenameFiles: state.renamed.event,
  getWorkspaceFolder: ({ path }: { path: string }) => (path.startsWith('/work/') ? { uri: { path: '/work' } } : undefined),
  fs: {
    isWritableFileSystem: (scheme: string) => !state.readOnly.has(scheme),
    stat: async ({ path }: { path: string }) => {
      const file = state.files.get(path);
      if (state.readOnly.has(path)) return { permissions: FilePermission.Readonly };
      if (!file) throw new Error(`no file ${path}`);
      return { type: file.type, size: file.bytes.length };
    },
    writeFile: async ({ path }: { path: string }, bytes: Uint8Array) => {
      state.files.set(path, { type: 1, bytes });
    },
    readFile: async ({ path }: { path: string }) => {
      state.reads.push(path);
      return state.files.get(path)?.bytes;
    },
  },
  registerTextDocumentContentProvider: (scheme: string, provider: api.TextDocumentContentProvider) => {
    state.contents.set(scheme, provider);
    return tracked(() => state.contents.delete(scheme));
  },
  applyEdit: async ({ inserted }: WorkspaceEdit): Promise<boolean> => {
    state.inserted.push(...inserted.map(({ position: { line, character }, text }) => [line, character, text] as const));
    return state.editsWork;
  },
  openTextDocument: async (what: api.Uri | { readonly language: string; readonly content: string }) =>
    'content' in what
      ? what
      : { uri: what, text: await state.contents.get(what.scheme)?.provideTextDocumentContent(what, undefined as never) },
  notebookDocuments: [] as unknown[],
  onDidCloseNotebookDocument: state.closedNotebook.event,
};

export const env = {
  language: 'en',
  clipboard: {
    writeText: async (text: string) => {
      state.clipboard = text;
    },
  },
};
export const extensions = { getExtension: (id: string) => state.extensions.get(id) };
export const Uri = {
  from: ({ scheme, path }: { scheme: string; path: string }) => ({ scheme, path, toString: () => `${scheme}:${path}` }),
  file: (path: string) => ({ scheme: 'file', path, toString: () => `file://${path}` }),
  joinPath: ({ path }: { path: string }, ...parts: string[]) => ({ path: [path, ...parts].join('/') }),
};

export class FakeMemento {
  readonly #values = new Map<string, unknown>();
  get(key: string, otherwise: unknown): unknown {
    return this.#values.get(key) ?? otherwise;
  }
  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
  }
}

export const languages = {
  registerHoverProvider: (_: unknown, provider: api.HoverProvider) => {
    state.hovers.push(provider);
    return tracked();
  },
  createLanguageStatusItem: (id: string, selector: unknown) => {
    const owner = tracked();
    const item = { id, selector, dispose: () => owner.dispose() };
    state.languageItems.push(item as unknown as api.LanguageStatusItem);
    return item;
  },
  registerInlineCompletionItemProvider: (selector: unknown, provider: api.InlineCompletionItemProvider) => {
    state.providers.push({ selector, provider });
    return tracked();
  },
};

export const commands = {
  registerCommand: (id: string, action: () => unknown) => {
    state.commands.set(id, action);
    return tracked(() => state.commands.delete(id));
  },
  executeCommand: async (id: string, ...args: unknown[]) => {
    if (id === 'setContext') state.contexts[String(args[0])] = args[1];
    return state.commands.get(id)?.();
  },
};

import { beforeEach, describe, expect, it } from 'vitest';
import { Exclusion } from '../../../src/extension/context/exclusion';
import { Neighbours } from '../../../src/extension/context/neighbours';
import { Clock } from '../../../src/extension/engine/clock';
import { Settings } from '../../../src/extension/settings';
import { SOURCE_LIMIT } from '../../../src/protocol/sources';
import { at, FakeDocument, uriOf } from '../completion/fake-document';
import { settled } from '../engine/fake-transport';
import { FileType, living, reset, setSetting, state, TabInputText, TabInputTextDiff, window, workspace } from '../vscode-mock';

class StoppedClock extends Clock {
  time = 0;
  override now(): number {
    return this.time;
  }
}

/** Neighbours, and what the engine was told: texts by the paths of their files. */
function played() {
  const told = new Map<string, string>();
  const log: string[] = [];
  const pathOf = (name: string): string => name.replace(/^\w+:\/\//, '');
  const settings = new Settings({ warn: () => {} });
  const clock = new StoppedClock();
  const neighbours = new Neighbours({
    engine: {
      remember: (name, text) => {
        told.set(pathOf(name), text);
        log.push(`+${pathOf(name)}`);
      },
      forget: (name) => {
        told.delete(pathOf(name));
        log.push(`-${pathOf(name)}`);
      },
    },
    exclusion: new Exclusion(settings, () => {}),
    settings,
    log: { debug: () => {} },
    clock,
  });
  const of = ({ api }: FakeDocument): string[] => neighbours.neighboursOf(api).map(pathOf);
  /** As `of`, when all that is looked for has been found. */
  const later = async (document: FakeDocument): Promise<string[]> => {
    clock.time += 10_000;
    of(document);
    for (let turn = 0; turn < 20; turn++) await settled();
    return of(document);
  };
  return { neighbours, told, log, of, later };
}

/** Opens files in tabs, the first of them in front. */
function open(...files: readonly (readonly [path: string, text: string, languageId?: string])[]): FakeDocument[] {
  const documents = files.map(([path, text, languageId = 'typescript']) => new FakeDocument(text, { path, languageId }));
  workspace.textDocuments.push(...documents);
  window.tabGroups.all.push({ tabs: documents.map(({ uri }) => ({ input: new TabInputText(uri) })) });
  return documents;
}

function close(document: FakeDocument): void {
  for (const group of window.tabGroups.all) {
    group.tabs = group.tabs.filter(({ input }) => (input as TabInputText).uri.toString() !== document.uri.toString());
  }
  state.tabs.fire({});
}

function file(path: string, text: string, type: number = FileType.File): void {
  state.files.set(path, { type, bytes: new TextEncoder().encode(text) });
}

/** Git takes care of all files but these. */
function git(...ignored: readonly string[]): void {
  const repository = { checkIgnore: async (paths: string[]) => new Set(paths.filter((path) => ignored.includes(path))) };
  state.extensions.set('vscode.git', { isActive: true, exports: { getAPI: () => ({ getRepository: () => repository }) } });
}

function edit(document: FakeDocument, text = document.text, line = 0): void {
  document.become(text);
  state.edited.fire({ document: document.api, contentChanges: [{ range: { start: at(line, 0) } }] });
}

beforeEach(reset);

describe('open files', () => {
  it('are neighbours when they are of a like language; the engine knows them then', () => {
    const { of, told } = played();
    const [a] = open(['/work/a.ts', 'a'], ['/work/b.ts', 'b'], ['/work/c.py', 'c', 'python'], ['/work/d.jsx', 'd', 'javascriptreact']);
    expect(of(a!)).toEqual(['/work/b.ts', '/work/d.jsx']);
    expect([...told]).toEqual([
      ['/work/b.ts', 'b'],
      ['/work/d.jsx', 'd'],
    ]);
  });

  it('are those with a tab, also in a comparison, not what other extensions have loaded', () => {
    const { of } = played();
    const [a] = open(['/work/a.ts', 'a']);
    const others = ['/work/loaded.ts', '/work/compared.ts'].map((path) => new FakeDocument('x', { path }));
    workspace.textDocuments.push(...others);
    window.tabGroups.all[0]?.tabs.push({ input: new TabInputTextDiff(uriOf('/old.ts', 'git'), others[1]!.uri) });
    expect(of(a!)).toEqual(['/work/compared.ts']);
  });

  it('come in the order in which somebody worked on them, which typing does not change', () => {
    const { of } = played();
    const [a, b, c, d] = open(['/work/a.ts', ''], ['/work/x/b.ts', ''], ['/work/x/c.ts', ''], ['/work/d.ts', '']);
    edit(c!);
    state.activeEditor.fire({ document: b!.api, selection: { active: at(0, 0) } });
    const before = of(a!);
    expect(before).toEqual(['/work/x/c.ts', '/work/x/b.ts', '/work/d.ts']);
    for (let key = 0; key < 5; key++) edit(a!, 'x'.repeat(key));
    expect(of(a!)).toEqual(before);
    expect(of(d!)[0]).toBe('/work/a.ts');
  });

  it('are told again when they have changed since, at the next need and not before', () => {
    const { of, log, told } = played();
    const [a, b] = open(['/work/a.ts', 'a'], ['/work/b.ts', 'b']);
    of(a!);
    of(a!);
    edit(b!, 'b2');
    edit(b!, 'b3');
    expect(log).toEqual(['+/work/b.ts']);
    of(a!);
    expect(log).toEqual(['+/work/b.ts', '+/work/b.ts']);
    expect(told.get('/work/b.ts')).toBe('b3');
  });

  it('are forgotten when their tab is closed, though VS Code keeps the document', () => {
    const { of, told } = played();
    const [a, b] = open(['/work/a.ts', 'a'], ['/work/b.ts', 'b']);
    of(a!);
    close(b!);
    expect(told.size).toBe(0);
    expect(of(a!)).toEqual([]);
  });

  it('are used around where somebody worked on them when they are long', () => {
    const { of, told } = played();
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const [a, b] = open(['/work/a.ts', 'a'], ['/work/b.ts', lines.join('\n')]);
    of(a!);
    expect(told.get('/work/b.ts')).toMatch(/^line 0\n/);
    edit(b!, lines.join('\n'), 15_000);
    of(a!);
    expect(told.get('/work/b.ts')).toContain('line 15000\n');
    expect(told.get('/work/b.ts')).toHaveLength(SOURCE_LIMIT);
  });
});

describe('secrets', () => {
  it('are never neighbours, open or imported, and never read', async () => {
    git();
    const secrets = ['/work/.env', '/work/server.pem', '/work/.ssh/config.ts', '/work/secrets/all.json', '/work/a.sql'];
    setSetting('inkling.completion.exclude', ['*.sql']);
    for (const path of secrets) file(path, 'SECRET');
    const imports = secrets.map((path) => `import '.${path.slice('/work'.length)}';`).join('\n');
    const { later, told } = played();
    const [a] = open(['/work/a.ts', imports], ...secrets.slice(0, 3).map((path) => [path, 'SECRET'] as const));
    window.tabGroups.all[0]?.tabs.push({ input: new TabInputText(uriOf('/work/id_rsa.ts')) });
    file('/work/id_rsa.ts', 'SECRET');
    expect(await later(a!)).toEqual([]);
    expect(told.size).toBe(0);
    expect(state.reads).toEqual([]);
  });

  it('are forgotten when they become such', () => {
    const { of, told } = played();
    const [a] = open(['/work/a.ts', 'a'], ['/work/b.ts', 'b']);
    expect(of(a!)).toEqual(['/work/b.ts']);
    setSetting('inkling.completion.exclude', ['b.*']);
    expect(told.size).toBe(0);
    expect(of(a!)).toEqual([]);
    setSetting('inkling.completion.exclude', []);
    expect(of(a!)).toEqual(['/work/b.ts']);
  });
});

describe('imported files', () => {
  const SOURCE = `import { b } from './b';\nimport { c } from './c.js';`;

  it('are read when Git does not ignore them', async () => {
    git('/work/c.ts');
    file('/work/b.ts', 'b');
    file('/work/c.ts', 'c');
    const { of, later, told } = played();
    const [a] = open(['/work/a.ts', SOURCE]);
    expect(of(a!)).toEqual([]);
    expect(await later(a!)).toEqual(['/work/b.ts']);
    expect(told.get('/work/b.ts')).toBe('b');
    expect(state.reads).toEqual(['/work/b.ts']);
  });

  it.each([
    ['Git is not there', () => {}],
    ['Git has not started', () => state.extensions.set('vscode.git', { isActive: false })],
    [
      'there is no repository',
      () => state.extensions.set('vscode.git', { isActive: true, exports: { getAPI: () => ({ getRepository: () => null }) } }),
    ],
    [
      'Git is switched off',
      () =>
        state.extensions.set('vscode.git', {
          isActive: true,
          exports: {
            getAPI: () => {
              throw new Error('disabled');
            },
          },
        }),
    ],
    [
      'the workspace is not trusted',
      () => {
        git();
        workspace.isTrusted = false;
      },
    ],
  ])('are not read when %s, but used while they are open', async (_, prepare) => {
    prepare();
    file('/work/b.ts', 'b');
    const { later } = played();
    const [a] = open(['/work/a.ts', SOURCE]);
    expect(await later(a!)).toEqual([]);
    expect(state.reads).toEqual([]);
    open(['/work/b.ts', 'b']);
    state.opened.fire({});
    expect(await later(a!)).toEqual(['/work/b.ts']);
  });

  it.each([
    ['links', 'x', FileType.SymbolicLink | FileType.File],
    ['folders', 'x', FileType.Directory],
    ['large files', 'x'.repeat(256 * 1024 + 1), FileType.File],
    ['no text', 'a\0b', FileType.File],
  ])('are left aside when they are %s', async (_, text, type) => {
    git();
    file('/work/b.ts', text, type);
    const { later, told } = played();
    const [a] = open(['/work/a.ts', SOURCE]);
    expect(await later(a!)).toEqual([]);
    expect(told.size).toBe(0);
  });

  it('are neighbours of those that import them only', async () => {
    git();
    file('/work/b.ts', 'b');
    const { later } = played();
    const [a, d] = open(['/work/a.ts', SOURCE], ['/work/d.ts', '']);
    expect(await later(a!)).toEqual(['/work/b.ts', '/work/d.ts']);
    expect(await later(d!)).toEqual(['/work/a.ts']);
  });

  it('are forgotten when they are deleted or renamed', async () => {
    git();
    file('/work/b.ts', 'b');
    const { later, told } = played();
    const [a] = open(['/work/a.ts', SOURCE]);
    await later(a!);
    state.files.delete('/work/b.ts');
    state.renamed.fire({ files: [{ oldUri: uriOf('/work/b.ts') }] });
    expect(told.size).toBe(0);
    expect(await later(a!)).toEqual([]);
  });

  it('are used as they are in the editor once they are opened', async () => {
    git();
    file('/work/b.ts', 'on disk');
    const { later, told } = played();
    const [a] = open(['/work/a.ts', SOURCE]);
    await later(a!);
    open(['/work/b.ts', 'in the editor']);
    state.opened.fire({});
    expect(await later(a!)).toEqual(['/work/b.ts']);
    expect(told.get('/work/b.ts')).toBe('in the editor');
  });
});

it('tabs that were not looked at yet are read too, ignored by Git or not', async () => {
  git('/work/b.ts');
  file('/work/b.ts', 'b');
  const { later, told } = played();
  const [a] = open(['/work/a.ts', '']);
  const tab = { input: new TabInputText(uriOf('/work/b.ts')) };
  window.tabGroups.all[0]?.tabs.push(tab);
  expect(await later(a!)).toEqual(['/work/b.ts']);
  window.tabGroups.all[0]?.tabs.pop();
  state.tabs.fire({});
  expect(told.size).toBe(0);
});

it('no more than 48 texts are kept with the engine', () => {
  const { of, told } = played();
  for (let folder = 0; folder < 10; folder++) {
    const files = open(...Array.from({ length: 9 }, (_, index) => [`/work/${folder}/${index}.ts`, ''] as const));
    state.opened.fire({});
    of(files[0]!);
  }
  expect(told.size).toBe(48);
});

it('nothing is left behind', async () => {
  const before = living();
  const { neighbours, later, log } = played();
  git();
  file('/work/b.ts', 'b');
  const [a] = open(['/work/a.ts', `import './b'`]);
  const reading = later(a!);
  neighbours.dispose();
  await reading;
  expect(living()).toBe(before);
  expect(log).toEqual([]);
});

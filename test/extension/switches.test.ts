import { beforeEach, describe, expect, it } from 'vitest';
import type { Memento } from 'vscode';
import { Settings } from '../../src/extension/settings';
import { Switches } from '../../src/extension/switches';
import { FakeDocument, uriOf } from './completion/fake-document';
import { settled } from './engine/fake-transport';
import { FakeMemento, living, reset, setSetting, state } from './vscode-mock';

const KEY = 'inkling.enabled';
const file = (path: string) => new FakeDocument('', { path }).api;
const switchesOf = (memento = new FakeMemento()) => new Switches(new Settings({ warn: () => {} }), memento as unknown as Memento);

beforeEach(reset);

describe('Switches', () => {
  it.each([
    [{ globalValue: false }, 'globally'],
    [{ globalLanguageValue: false }, 'language'],
    [{ globalLanguageValue: true, workspaceLanguageValue: false }, 'language'],
    [{ globalLanguageValue: false, workspaceValue: false, workspaceLanguageValue: undefined }, 'language'],
  ])('know what is off: %j', (inspection, off) => {
    setSetting(KEY, false);
    state.inspections[KEY] = inspection;
    expect(switchesOf().off(file('/a.ts'))).toBe(off);
    expect(switchesOf().off(undefined)).toBe('globally');
  });

  it('switch a file off and on, for the workspace', async () => {
    const memento = new FakeMemento();
    const switches = switchesOf(memento);
    let heard = 0;
    switches.onDidChange(() => heard++);
    await switches.toggleFile(file('/a.ts'));
    expect([switches.off(file('/a.ts')), switches.off(file('/b.ts')), switches.off(undefined)]).toEqual(['file', undefined, undefined]);
    expect(switchesOf(memento).off(file('/a.ts'))).toBe('file');
    await switches.toggleFile(file('/a.ts'));
    expect(switches.off(file('/a.ts'))).toBeUndefined();
    expect(heard).toBe(2);
    expect(state.updates).toEqual([]);
  });

  it('stay with a file that gets another name, also with its folder, and are not kept for the old one', async () => {
    const memento = new FakeMemento();
    const switches = switchesOf(memento);
    await switches.toggleFile(file('/in/a.ts'));
    await switches.toggleFile(file('/in/b.ts'));
    let heard = 0;
    switches.onDidChange(() => heard++);
    const rename = async (from: string, to: string) => {
      state.renamed.fire({ files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] });
      await settled();
    };
    await rename('/in/a.ts', '/in/c.ts');
    await rename('/in/d.ts', '/in/e.ts');
    await rename('/in', '/out');
    const off = ['/in/a.ts', '/in/b.ts', '/in/c.ts', '/in/e.ts', '/out/b.ts', '/out/c.ts'].filter((path) => switches.off(file(path)));
    expect(off).toEqual(['/out/b.ts', '/out/c.ts']);
    expect(switchesOf(memento).off(file('/out/c.ts'))).toBe('file');
    expect(heard).toBe(2);
  });

  it('end with what they listen to', () => {
    const switches = switchesOf();
    switches.dispose();
    expect(living()).toBe(0);
  });

  it('remember a bounded number of files', async () => {
    const switches = switchesOf();
    for (let index = 0; index <= 200; index++) await switches.toggleFile(file(`/${index}.ts`));
    expect([switches.off(file('/0.ts')), switches.off(file('/1.ts')), switches.off(file('/200.ts'))]).toEqual([undefined, 'file', 'file']);
  });
});

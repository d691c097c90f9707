import { beforeEach, describe, expect, it } from 'vitest';
import type { Uri } from 'vscode';
import type { PatternFault } from '../../../src/completion/exclusion/patterns';
import { Exclusion } from '../../../src/extension/context/exclusion';
import { excludedText, patternFaultText } from '../../../src/extension/context/exclusion-text';
import { Settings } from '../../../src/extension/settings';
import { reset, setSetting, state } from '../vscode-mock';

const KEY = 'inkling.completion.exclude';
const file = (path: string): Uri => ({ path, fsPath: path }) as Uri;

function exclusion() {
  const faults: PatternFault[] = [];
  return { faults, excluded: new Exclusion(new Settings({ warn: () => {} }), (fault) => faults.push(fault)) };
}

beforeEach(reset);

describe('Exclusion', () => {
  it.each([
    ['/work/.env', 'This file is not read: environment files hold passwords.'],
    ['/work/server.key', 'This file is not read: by its name it holds a key.'],
    ['/work/server.pem', 'This file is not read: certificate files hold keys.'],
    ['/home/me/.netrc', 'This file is not read: by its name it holds credentials.'],
    ['/home/me/.ssh/config', 'This file is not read: it is in a folder for credentials.'],
  ])('leaves %s alone, and says why', (path, text) => {
    const found = exclusion().excluded.of(file(path));
    expect(found && excludedText(found)).toBe(text);
  });

  it('follows the setting, by the path in the workspace and by the whole path', () => {
    const { excluded } = exclusion();
    expect(excluded.of(file('/work/src/gen/a.ts'))).toBeUndefined();
    setSetting(KEY, ['src/gen']);
    const found = excluded.of(file('/work/src/gen/a.ts'));
    expect(found && excludedText(found)).toBe('This file is not read: inkling.completion.exclude has the pattern src/gen.');
    setSetting(KEY, ['/work/**']);
    expect(excluded.of(file('/work/src/gen/a.ts'))).toEqual({ kind: 'pattern', pattern: '/work/**' });
    setSetting(KEY, undefined);
    expect(excluded.of(file('/work/src/gen/a.ts'))).toBeUndefined();
  });

  it('adds up what user, workspace and folder exclude: a workspace takes nothing away', () => {
    const { excluded } = exclusion();
    state.inspections[KEY] = { globalValue: ['*.a'], workspaceValue: [], workspaceFolderValue: ['*.c'] };
    expect(['x.a', 'x.b', 'x.c'].map((name) => excluded.of(file(`/work/${name}`)) !== undefined)).toEqual([true, false, true]);
  });

  it.each([
    [['a['], 'The pattern a[ in inkling.completion.exclude excludes nothing: its brackets do not match.'],
    [[''], 'The pattern  in inkling.completion.exclude excludes nothing: it is empty.'],
    [['!a'], 'The pattern !a in inkling.completion.exclude excludes nothing: patterns cannot be negated.'],
    [[7], 'The pattern 7 in inkling.completion.exclude excludes nothing: it is not text.'],
    [{ a: 1 }, 'The pattern {"a":1} in inkling.completion.exclude excludes nothing: it is not text.'],
  ])('tells once of a pattern that cannot be used: %j', (value, text) => {
    const { excluded, faults } = exclusion();
    setSetting(KEY, value);
    for (const name of ['a', 'b', 'c']) expect(excluded.of(file(`/work/${name}.ts`))).toBeUndefined();
    expect(faults.map(patternFaultText)).toEqual([text]);
  });
});

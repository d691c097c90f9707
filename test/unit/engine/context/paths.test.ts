import { expect, test } from 'vitest';
import { pathsOf } from '../../../../src/engine/context/paths';

test.each<[string[], string, string[]]>([
  [['file:///home/me/shop/src/a.ts', 'file:///home/me/shop/src/lib/b%20c.ts'], 'src', ['a.ts', 'lib/b c.ts']],
  [['/home/me/shop/src/a.ts', '/home/me/shop/test/a.ts'], 'shop', ['src/a.ts', 'test/a.ts']],
  [['C:\\shop\\a.ts', 'C:\\shop\\lib\\b.ts'], 'shop', ['a.ts', 'lib/b.ts']],
  [['untitled:Untitled-1', 'file:///a/b/c/d/e/f.ts'], '', ['Untitled-1', 'c/d/e/f.ts']],
  [['vscode-remote://ssh%2Bhost/home/me/a.py', 'vscode-remote://ssh%2Bhost/home/me/b.py'], 'me', ['a.py', 'b.py']],
  [['file:///a/notes.ipynb#python', 'file:///a/c%23.py', '/a/b#1.py'], 'a', ['notes.ipynb', 'c#.py', 'b#1.py']],
  [['file:///a/100%.ts', 'file:///a/b.ts'], 'a', ['100%.ts', 'b.ts']],
  [['a.ts'], '', ['a.ts']],
])('%j are in %j as %j', (names, repository, paths) => {
  const found = pathsOf(names);
  expect(found.repository).toBe(repository);
  expect(names.map(found.of)).toEqual(paths);
});

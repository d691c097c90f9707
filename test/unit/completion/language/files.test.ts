import { expect, test } from 'vitest';
import { languageOfFile } from '../../../../src/completion/language/files';

test.each([
  ['a.py', 'python'],
  ['src/a.test.ts', 'typescript'],
  ['C:\\code\\A.CS', 'csharp'],
  ['.github/a.yml', 'yaml'],
  ['a.d/Makefile', 'plaintext'],
  ['-', 'plaintext'],
  ['a.constructor', 'plaintext'],
])('%s: %s', (path, language) => {
  expect(languageOfFile(path)).toBe(language);
});

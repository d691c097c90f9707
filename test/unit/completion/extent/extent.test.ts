import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ExtentRule, extentFor, MULTILINES, wholeLines } from '../../../../src/completion/extent/extent';

/** A document with the cursor at ‸. */
function decide(language: string, document: string, more: Partial<Parameters<typeof extentFor>[0]> = {}) {
  const [before = '', after = ''] = document.split('‸');
  return extentFor({ language, before, after, multiline: 'auto', ...more });
}

test.each<[string, string, ExtentRule]>([
  ['typescript', 'function f() {‸\n', 'opens'],
  ['typescript', 'function f() { // says it‸\n', 'in-comment'],
  ['typescript', 'const f = () => {‸', 'opens'],
  ['javascript', 'function f() {\n  ‸\n}\n', 'opened-above'],
  ['javascript', 'function f() { // says it\n  ‸\n}\n', 'opened-above'],
  ['python', 'def f(a):‸\n', 'opens'],
  ['python', 'def f(a):\n    ‸\n\n\ndef g():\n    pass\n', 'opened-above'],
  ['python', 'x = a[1:‸', 'opens'],
  ['go', 'for {‸\n}\n', 'opens'],
  ['rust', 'match x {\n    ‸\n}\n', 'opened-above'],
  ['java', 'class A {‸\n}\n', 'opens'],
  ['c', 'int f(void) {\n    ‸\n}\n', 'opened-above'],
  ['csharp', 'if (a) {‸\n}\n', 'opens'],
  ['ruby', 'def f(a)‸\nend\n', 'opens'],
  ['ruby', 'list.each do |x|‸\n', 'opens'],
  ['lua', 'local function f(a)‸\nend\n', 'opens'],
  ['shellscript', 'if [ -f a ]; then‸\nfi\n', 'opens'],
  ['html', '<ul>‸\n</ul>\n', 'opens'],
  ['css', 'a {\n  ‸\n}\n', 'opened-above'],
  ['yaml', 'on:‸\n', 'opens'],
  ['sql', 'BEGIN‸\n', 'opens'],

  ['typescript', 'const a = ‸\n', 'plain'],
  ['typescript', 'f();\n‸\n', 'plain'],
  ['python', '    x = 1\n    ‸\n', 'plain'],
  ['ruby', 'puts format("if %s", a)‸', 'plain'],
  ['html', '<p>text‸', 'plain'],
  ['plaintext', 'Some words:‸', 'plain'],
  ['typescript', 'function f() {‸\n  return 1;\n}\n', 'filled'],
  ['python', 'def f():\n    ‸\n    return 1\n', 'filled'],
  ['typescript', 'f(‸);\n', 'text-right'],
  ['typescript', 'if (a) {‸}\n', 'text-right'],
  ['typescript', '// if (a) {‸\n', 'in-comment'],
  ['c', '/* for {\n‸\n*/', 'in-comment'],
  ['python', '# for x in y:‸\n', 'in-comment'],
  ['javascript', 'const a = `{\n‸\n`', 'in-string'],
  ['python', '"""\nUsage:‸\n"""', 'in-string'],
])('%s: %j: %s', (language, document, rule) => {
  expect(decide(language, document)).toEqual({ rule, extent: rule === 'opens' || rule === 'opened-above' ? 'block' : 'line' });
});

test('never asks for a block when the user wants none', () => {
  expect(decide('typescript', 'if (a) {‸', { multiline: 'never' })).toEqual({ extent: 'line', rule: 'never' });
});

test('always asks for one where lines can follow', () => {
  expect(decide('typescript', 'const a = ‸', { multiline: 'always' })).toEqual({ extent: 'block', rule: 'always' });
  expect(decide('typescript', 'f(‸)', { multiline: 'always' })).toEqual({ extent: 'line', rule: 'text-right' });
  expect(decide('typescript', '// ‸', { multiline: 'always' })).toEqual({ extent: 'line', rule: 'in-comment' });
});

test('asks for a line where a block was not taken', () => {
  expect(decide('typescript', 'if (a) {‸', { rejected: true })).toEqual({ extent: 'line', rule: 'rejected' });
});

test('text right of the cursor leaves no room for a block', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('x', ')', ' }'), fc.constantFrom(...MULTILINES), (before, after, multiline) => {
      expect(extentFor({ language: 'typescript', before, after, multiline }).extent).toBe('line');
    }),
  );
});

test.each([
  ['\n  a();\n  b(', 'token-limit', '\n  a();'],
  ['\n  a();\n  b(', 'time-limit', '\n  a();'],
  ['\n  a();\n}', 'block-end', '\n  a();\n}'],
  ['\n  a();\n  b(', 'end-of-text', '\n  a();\n  b('],
  ['a(b', 'token-limit', 'a(b'],
  ['\n  a(b', 'token-limit', '\n  a(b'],
] as const)('of %j after %s: %j', (text, stop, left) => {
  expect(wholeLines(text, stop)).toBe(left);
});

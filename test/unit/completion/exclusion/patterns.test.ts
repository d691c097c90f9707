import { describe, expect, it } from 'vitest';
import { compilePatterns } from '../../../../src/completion/exclusion/patterns';

const covers = (pattern: unknown, ...paths: string[]): boolean => compilePatterns([pattern]).covering(paths) !== undefined;

describe('a pattern', () => {
  it.each([
    ['*.sql', 'dump.sql', true],
    ['*.sql', 'a/b/dump.SQL', true],
    ['*.sql', 'sql/a.ts', false],
    ['private', 'private/a.ts', true],
    ['private', 'a/private/b/c.ts', true],
    ['private/', 'a/private/b/c.ts', true],
    ['private', 'privately/a.ts', false],
    ['src/private', 'src/private/a/b.ts', true],
    ['src/private', 'lib/src/private/a.ts', false],
    ['**/private/**', 'lib/src/private/a.ts', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['./src/*.ts', 'src/a.ts', true],
    ['src/**/*.{ts,js}', 'src/a/b.js', true],
    ['.hidden/**', '.hidden/.a', true],
    ['src\\private', 'src\\private\\a.ts', true],
    ['/home/me/notes', '/home/me/notes/a.md', true],
    ['*', 'anything', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(covers(pattern, path)).toBe(expected);
  });

  it('is tried with every name of a file', () => {
    expect(covers('/work/**', 'src/a.ts', '/work/src/a.ts')).toBe(true);
    expect(covers('src/**', 'src/a.ts', '/work/src/a.ts')).toBe(true);
  });
});

describe('patterns', () => {
  it('say which of them it was', () => {
    expect(compilePatterns(['*.a', '*.b', 'x*']).covering(['x.b'])).toBe('*.b');
  });

  it.each([
    [7, '7', 'not-text'],
    [undefined, '', 'not-text'],
    ['  ', '  ', 'empty'],
    ['/', '/', 'empty'],
    ['!*.ts', '!*.ts', 'negated'],
    ['a[', 'a[', 'malformed'],
    ['a(b', 'a(b', 'malformed'],
    ['x'.repeat(2_000), 'x'.repeat(2_000), 'too-long'],
  ])('that cannot be used are named and cover nothing: %j', (pattern, named, reason) => {
    const { faults, covering } = compilePatterns([pattern, '*.ok']);
    expect(faults).toEqual([{ pattern: named, reason }]);
    expect(covering(['a.ts', '/a.ts'])).toBeUndefined();
    expect(covering(['a.ok'])).toBe('*.ok');
  });
});

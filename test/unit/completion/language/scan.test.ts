import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../../src/completion/language/languages';
import { scan } from '../../../../src/completion/language/scan';

/** What is open, what strays, and what the end is part of. */
function read(language: string, text: string) {
  const { open, strays, inside } = scan(text, languageOf(language));
  return [open.map(({ char }) => char).join(''), strays.map(({ char }) => char).join(''), inside];
}

describe('scan', () => {
  test.each([
    ['typescript', 'f({ a: [1', '({[', '', 'code'],
    ['typescript', 'f(")"', '(', '', 'code'],
    ['typescript', 'f(`)${g(', '((', '', 'code'],
    ['typescript', 'f(`)\u0024{g(`\u0024{1}`)}`)', '', '', 'code'],
    ['typescript', 'f(/[)]/.test(a)', '(', '', 'code'],
    ['typescript', 'a / b(c) / d(', '(', '', 'code'],
    ['typescript', "const a = 'it", '', '', 'string'],
    ['typescript', '// it(', '', '', 'comment'],
    ['typescript', '/* { */ {', '{', '', 'code'],
    ['typescript', '/* {', '', '', 'comment'],
    ['typescriptreact', "<p>Don't {a}\n</p>;\nf(", '(', '', 'code'],
    ['typescript', 'a)', '', ')', 'code'],
    ['typescript', '(]', '(', ']', 'code'],
    ['python', 'f("""\n)', '(', '', 'string'],
    ['python', "x = '''(''' # (", '', '', 'comment'],
    ['python', 'x = a#b\ny = [', '[', '', 'code'],
    ['rust', "fn f<'a>(c: &'a str) { if c == '{' {", '{{', '', 'code'],
    ['rust', 'let a = r#"{"#; {', '{', '', 'code'],
    ['cpp', 'auto a = R"({)" + f(', '(', '', 'code'],
    ['cpp', "int a = 1'000'000; f(", '(', '', 'code'],
    ['csharp', 'var a = @"c:\\"; f(', '(', '', 'code'],
    ['csharp', 'var a = @"say ""{"""; f(', '(', '', 'code'],
    ['go', 'a := `{\n`; f(', '(', '', 'code'],
    ['sql', "SELECT 'it''s (' || (", '(', '', 'code'],
    ['lua', 'local a = [[ ( ]] -- (', '', '', 'comment'],
    ['shellscript', 'echo "$#" "a', '', '', 'string'],
    ['shellscript', 'echo \u0024{#a} # b', '', '', 'comment'],
    ['css', 'a { background: url(//x', '{(', '', 'code'],
    ['html', "<p>Don't (", '', '', 'code'],
    ['html', '<!-- a', '', '', 'comment'],
    ['no language', '"( // [', '', '', 'code'],
  ])('%s: %j', (language, text, open, strays, inside) => {
    expect(read(language, text)).toEqual([open, strays, inside]);
  });

  test('pairs know both ends', () => {
    expect(scan('f(a[0])', languageOf('go')).pairs.map(({ opener, closer }) => [opener.at, closer.at])).toEqual([
      [3, 5],
      [1, 6],
    ]);
  });
});

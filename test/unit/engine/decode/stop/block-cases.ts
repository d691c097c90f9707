/** Where blocks end, in the languages people write. */
export interface BlockCase {
  readonly language: string;
  /** The cursor's line before the cursor. */
  readonly before: string;
  /** What belongs to the block. */
  readonly kept: string;
  /** What has to be read after that, at the latest, to know that the block is over. */
  readonly until: string;
  readonly rest?: string;
}

/** The cursor stands behind text: the block is what its line opens. */
const OPENED: readonly BlockCase[] = [
  { language: 'Python', before: 'def add(a, b):', kept: '\n    return a + b', until: '\n\n\ndef ', rest: 'sub(a, b):' },
  { language: 'Python, an empty line inside', before: 'def f():', kept: '\n    a()\n\n    b()', until: '\nc(', rest: ')\n' },
  { language: 'Python, a method', before: '    def f(self):', kept: '\n        return 1', until: '\n\n    def ', rest: 'g(self):' },
  { language: 'Python, the last method', before: '    def f(self):', kept: '\n        return 1', until: '\n\nx', rest: ' = 1' },
  { language: 'Python, else is another block', before: '    if a:', kept: '\n        b = 1', until: '\n    else:', rest: '\n        c' },
  { language: 'Python, in the middle of a word', before: 'for i in ra', kept: 'nge(10):\n    print(i)', until: '\nprint(', rest: '1)' },
  { language: 'Python, a call over several lines', before: 'x = f(', kept: '\n    a,\n    b,\n)', until: '\n', rest: 'y = 1\n' },
  { language: 'TypeScript', before: 'function f(a: number) {', kept: '\n  return a;\n}', until: '\n', rest: '\nf(1);\n' },
  {
    language: 'TypeScript, else goes on',
    before: '  if (a) {',
    kept: '\n    b();\n  } else if (c) {\n    d();\n  } else {\n    e();\n  }',
    until: '\n',
    rest: '  g();\n',
  },
  { language: 'TypeScript, a callback', before: 'items.forEach((item) => {', kept: '\n  use(item);\n});', until: '\n', rest: 'x\n' },
  { language: 'TypeScript, a list', before: 'const a = [', kept: '\n  1,\n  2,\n];', until: '\n' },
  { language: 'TypeScript, two lists', before: 'f([', kept: '\n  1,\n], [\n  2,\n]);', until: '\n' },
  { language: 'TypeScript, one statement', before: 'const a = ', kept: '1;', until: '\nconst ', rest: 'b = 2;\n' },
  { language: 'Go', before: 'func main() {', kept: '\n\tfmt.Println("x")\n\n\tos.Exit(1)\n}', until: '\n', rest: '\nfunc f() {\n' },
  { language: 'Rust', before: '    match x {', kept: '\n        1 => a,\n        _ => b,\n    }', until: '\n', rest: '}\n' },
  { language: 'C', before: 'static int f(void) {', kept: '\n    return 0;\n}', until: '\n', rest: '\nint x;\n' },
  {
    language: 'C, a loop that ends with its condition',
    before: '\tdo {',
    kept: '\n\t\tx--;\n\t} while (x);',
    until: '\n',
    rest: '\ty();\n',
  },
  { language: 'C, a label at the margin', before: '    if (x) {', kept: '\n        y();', until: '\no', rest: 'ut:\n' },
  {
    language: 'Java',
    before: '        try {',
    kept: '\n            a();\n        } catch (E e) {\n            b();\n        } finally {\n            c();\n        }',
    until: '\n',
    rest: '    }\n',
  },
  { language: 'Ruby', before: 'def add(a, b)', kept: '\n  a + b\nend', until: '\n', rest: '\nputs 1\n' },
  { language: 'Ruby, a chain', before: 'list.each do |x|', kept: '\n  x\nend.compact', until: '\n' },
  { language: 'Ruby, a word that only begins like end', before: 'port = 1', kept: '', until: '\nendpoint ', rest: '= 2\n' },
  { language: 'shell, if', before: 'if [ -f a ]; then', kept: '\n  cat a\nfi', until: '\n', rest: 'echo\n' },
  { language: 'shell, a loop', before: 'for f in *; do', kept: '\n  echo "$f"\ndone | sort', until: '\n' },
  { language: 'shell, case', before: 'case $1 in', kept: '\n  a) b ;;\n  *) c ;;\nesac', until: '\n' },
  { language: 'shell, a word that only begins like fi', before: 'a=1', kept: '', until: '\nfind ', rest: '.\n' },
  { language: 'Lua', before: 'local function f(a)', kept: '\n  return a\nend', until: '\n', rest: '\nf(1)\n' },
  { language: 'HTML', before: '<ul>', kept: '\n  <li>a</li>\n</ul>', until: '\n', rest: '<p>\n' },
  { language: 'HTML, a sibling', before: '<p>a</p>', kept: '', until: '\n<p', rest: '>b</p>\n' },
  { language: 'XML', before: '  <a b="c">', kept: '\n    <d/>\n  </a>', until: '\n', rest: '</x>\n' },
  { language: 'YAML', before: 'on:', kept: '\n  push:\n    branches: [main]', until: '\n\njobs:', rest: '\n  a: 1\n' },
  { language: 'JSON', before: '  "a": {', kept: '\n    "b": 1\n  },', until: '\n', rest: '  "c": 2\n' },
  { language: 'CSS', before: 'a:hover {', kept: '\n  color: red;\n}', until: '\n', rest: '\nb {\n' },
  { language: 'Clojure', before: '(defn f [a]', kept: '\n  (inc a))', until: '\n\n(', rest: 'f 1)\n' },
  { language: 'Windows line ends', before: 'if (a) {', kept: '\r\n  b();\r\n}', until: '\r\n', rest: 'c();\r\n' },
  { language: 'letters beyond ASCII', before: 'δ = 1', kept: '', until: '\nπ', rest: ' = 3\n' },
];

/** The cursor stands on an empty line: the block is this line and its siblings. */
const SIBLINGS: readonly BlockCase[] = [
  {
    language: 'Python, to the end of a function',
    before: '    ',
    kept: 'total = 0\n    for x in xs:\n        total += x\n    return total',
    until: '\n\n\nd',
    rest: 'ef g():\n',
  },
  { language: 'Python, to an empty line', before: '    ', kept: 'a = 1\n    b = 2', until: '\n\n    c', rest: ' = 3\n' },
  { language: 'Python, at the margin', before: '', kept: 'import os\nimport sys', until: '\n\nd', rest: 'ef f():\n' },
  {
    language: 'Python, empty lines deeper down',
    before: '',
    kept: 'class A:\n    def f(self):\n        pass\n\n    def g(self):\n        pass',
    until: '\n\n\nc',
    rest: 'lass B:\n',
  },
  { language: 'Python, indented by the model', before: '', kept: '    return x', until: '\n\nd', rest: 'ef f():\n' },
  { language: 'Python, a cursor less deep than its block', before: '  ', kept: '  return x\n    # never', until: '\n  d', rest: 'ef' },
  { language: 'TypeScript', before: '  ', kept: 'const a = 1;\n  const b = 2;', until: '\n}', rest: '\n' },
  { language: 'Go', before: '\t', kept: 'if err != nil {\n\t\treturn err\n\t}\n\treturn nil', until: '\n}', rest: '\n' },
  { language: 'YAML', before: '  ', kept: 'a: 1\n  b:\n    - c', until: '\nd', rest: ': 2\n' },
  { language: 'Windows line ends', before: '  ', kept: 'a();\r\n  b();', until: '\r\n}', rest: '\r\n' },
  { language: 'a line of spaces is empty', before: '  ', kept: 'a', until: '\n   \n  b', rest: '\n' },
];

export const BLOCK_CASES: readonly BlockCase[] = [...OPENED, ...SIBLINGS];

import { describe, expect, it } from 'vitest';
import { IMPORT_RULES } from '../../../../src/completion/context/import-rules';
import { importPaths, importsOf } from '../../../../src/completion/context/imports';

/** Source, what it imports, and the file that this means among those that are there. */
const GOLDEN: readonly [language: string, from: string, source: string, files: readonly string[]][] = [
  [
    'typescript',
    '/w/src/a/b.ts',
    `import { x } from './x';\nimport type { Y } from '../y.js';\nimport './side';\nexport * from "./folder";\nimport fs from 'node:fs';\nconst z = await import('./lazy');`,
    ['/w/src/a/x.ts', '/w/src/y.ts', '/w/src/a/side.tsx', '/w/src/a/folder/index.ts', '/w/src/a/lazy.js'],
  ],
  ['javascript', '/w/a.js', `const b = require('./b');\nconst c = require("c");`, ['/w/b.js']],
  [
    'python',
    '/w/app/shop/cart.py',
    `import os\nfrom . import item, price\nfrom ..core.money import Money\nfrom app.tax import rate\nimport app.shop.names as names`,
    ['/w/app/shop/item.py', '/w/app/shop/price/__init__.py', '/w/app/core/money.py', '/w/app/tax.py', '/w/app/shop/names.py'],
  ],
  [
    'rust',
    '/w/src/shop/cart.rs',
    `mod items;\npub(crate) mod names;\nuse crate::money::Money;\nuse super::price;\nuse std::fs;`,
    ['/w/src/shop/cart/items.rs', '/w/src/shop/names.rs', '/w/src/money.rs', '/w/src/shop/price.rs'],
  ],
  ['cpp', '/w/src/a/b.cpp', `#include <vector>\n#include "b.h"\n#  include "core/x.hpp"`, ['/w/src/a/b.h', '/w/src/core/x.hpp']],
  [
    'java',
    '/w/src/main/java/com/shop/Cart.java',
    `import java.util.List;\nimport com.core.Money;`,
    ['/w/src/main/java/com/core/Money.java'],
  ],
  ['kotlin', '/w/src/com/shop/Cart.kt', `import com.core.Money`, ['/w/src/com/core/Money.kt']],
  [
    'ruby',
    '/w/lib/shop/cart.rb',
    `require 'json'\nrequire_relative '../money'\nrequire 'shop/item'`,
    ['/w/lib/money.rb', '/w/lib/shop/item.rb'],
  ],
  ['php', '/w/a/b.php', `<?php require_once __DIR__ . '/c.php'; include('d/e.php');`, ['/w/a/c.php', '/w/d/e.php']],
  ['lua', '/w/a/b.lua', `local c = require("a.c")`, ['/w/a/c.lua']],
  ['dart', '/w/lib/a.dart', `import 'dart:io';\nimport 'b.dart';\npart 'c.g.dart';`, ['/w/lib/b.dart', '/w/lib/c.g.dart']],
  ['scss', '/w/a.scss', `@use 'colours';\n@import "sizes";`, ['/w/_colours.scss', '/w/sizes.scss']],
  ['haskell', '/w/src/App/Main.hs', `import qualified App.Cart as Cart`, ['/w/src/App/Cart.hs']],
  ['shellscript', '/w/a.sh', `source ./lib.sh\n. "more.sh"`, ['/w/lib.sh', '/w/more.sh']],
  ['julia', '/w/a.jl', `include("b.jl")`, ['/w/b.jl']],
  ['zig', '/w/a.zig', `const std = @import("std");\nconst b = @import("b.zig");`, ['/w/b.zig']],
];

describe('imports', () => {
  it.each(GOLDEN)('of %s are found, and the files they mean', (language, from, source, files) => {
    const there = new Set(files);
    const meant = importsOf(source, language).flatMap(
      (name) => importPaths(name, language, from, '/w').find((path) => there.has(path)) ?? [],
    );
    expect([...new Set(meant)]).toEqual(files);
  });

  it('are none in a language without a rule', () => {
    expect(importsOf('import x', 'plaintext')).toEqual([]);
    expect(importPaths('x', 'plaintext', '/w/a', '/w')).toEqual([]);
  });

  it.each(Object.keys(IMPORT_RULES))('never lead out of the root or to the file itself: %s', (language) => {
    for (const name of ['../../../../etc/passwd', '..', './b', 'crate::a', '....x', '/etc/passwd', '../b', 'super::super::x', 'b']) {
      for (const path of importPaths(name, language, '/w/src/b.ts', '/w')) {
        expect(path).toMatch(/^\/w\/[^/]/);
        expect(path).not.toMatch(/\/\.\.?(\/|$)/);
        expect(path).not.toBe('/w/src/b.ts');
      }
    }
  });

  it('are looked for in a bounded part of a text, and are not without end', () => {
    const many = Array.from({ length: 100 }, (_, index) => `import './file${index}';`).join('\n');
    expect(importsOf(many, 'typescript')).toHaveLength(24);
    expect(importsOf(`${' '.repeat(20_000)}import './a';`, 'typescript')).toEqual([]);
  });
});

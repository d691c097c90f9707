/** Every sentence that the extension can say is in both bundles, with the same placeholders, and no other is. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DETAIL_PHRASES } from '../../src/protocol/error-details';
import { ERROR_SENTENCES } from '../../src/protocol/errors';
import { SETTING_SENTENCES } from '../../src/sampling/setting-error';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = (name: string): Record<string, string> => JSON.parse(readFileSync(`${root}/l10n/${name}`, 'utf8')) as Record<string, string>;
const english = bundle('bundle.l10n.json');
const chinese = bundle('bundle.l10n.zh-cn.json');
const sources = readdirSync(`${root}/src/extension`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, code: readFileSync(`${root}/src/extension/${path}`, 'utf8') }));

const CALL = /l10n\.t\(\s*/g;
const LITERAL = /l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g;

const literals = sources.flatMap(({ code }) => [...code.matchAll(LITERAL)].map(([, text = '']) => text.replace(/\\(.)/g, '$1')));
const said = new Set([
  ...literals,
  ...Object.values(ERROR_SENTENCES),
  ...Object.values(DETAIL_PHRASES),
  ...Object.values(SETTING_SENTENCES),
]);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();

describe('translations', () => {
  it('are asked for by literal sentences, apart from those of other layers', () => {
    for (const { path, code } of sources) {
      const others = [...code.matchAll(CALL)].length - [...code.matchAll(LITERAL)].length;
      expect([path, others]).toEqual([path, path.endsWith('error-text.ts') ? 1 : 0]);
    }
  });

  it('are there for every sentence, and for nothing else', () => {
    expect(Object.keys(english).sort()).toEqual([...said].sort());
    expect(Object.keys(chinese).sort()).toEqual([...said].sort());
  });

  it('of English are the sentences themselves', () => {
    for (const [key, text] of Object.entries(english)) expect(text).toBe(key);
  });

  it.each(Object.entries(chinese))('%s', (key, text) => {
    expect(placeholders(text)).toEqual(placeholders(key));
    expect(text).toMatch(/\p{Script=Han}/u);
  });
});

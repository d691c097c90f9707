// Proposed API works in the VS Code of the end-to-end tests and throws in everybody else's.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/cli';

/** What `inlineCompletionsAdditions` adds to a provider, its list and its items: defining one of them is enough to be refused. */
const PROPOSED = [
  ...['handleDidShowCompletionItem', 'handleDidPartiallyAcceptCompletionItem', 'handleDidRejectCompletionItem'],
  ...['handleEndOfLifetime', 'handleListEndOfLifetime', 'onDidChangeModelInfo', 'setCurrentModelId'],
  ...['onDidChangeProviderOptions', 'setProviderOptionValue', 'debounceDelayMs', 'yieldTo'],
  ...['enableForwardStability', 'completeBracketPairs', 'isInlineEdit', 'showInlineEditMenu', 'jumpToPosition'],
];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  enabledApiProposals?: unknown;
  activationEvents?: string[];
};

test('the manifest asks for no proposed API', () => {
  expect(manifest.enabledApiProposals).toBeUndefined();
  expect(manifest.activationEvents).not.toContain('*');
});

test('the code is compiled against the lowest VS Code that the manifest admits', () => {
  expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
});

test.each(PROPOSED)('neither the sources nor the bundle name %s', (name) => {
  const word = new RegExp(`\\b${name}\\b`);
  const folder = join(root, 'src', 'extension');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(sources.filter((file) => word.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  expect(word.test(readFileSync(join(root, 'dist', 'extension.js'), 'utf8'))).toBe(false);
});

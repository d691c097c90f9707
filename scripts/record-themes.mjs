// Records the colours that VS Code gives a webview, theme by theme, into test/page/themes/*.css, for the tests of the page.
//   node scripts/record-themes.mjs        needs scripts/setup-vscode.sh
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = join(import.meta.dirname, '..');
const themes = {
  dark: { name: 'Default Dark Modern', kind: 'vscode-dark' },
  light: { name: 'Default Light Modern', kind: 'vscode-light' },
  'hc-dark': { name: 'Default High Contrast', kind: 'vscode-high-contrast' },
  'hc-light': { name: 'Default High Contrast Light', kind: 'vscode-high-contrast-light' },
};

const folder = await mkdtemp(join(tmpdir(), 'themes-'));
try {
  const { launch } = await loadHarness();
  const extension = await emptyExtension();
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  for (const [file, { name, kind }] of Object.entries(themes)) {
    const vscode = await launch({ extension, workspace, settings: { 'workbench.colorTheme': name } });
    try {
      const variables = await vscode.window.page.evaluate(readVariables);
      const lines = variables.map(([variable, value]) => `  ${variable}: ${value};`);
      await writeFile(
        join(root, 'test/page/themes', `${file}.css`),
        `/* VS Code's theme '${name}' (${kind}), recorded by scripts/record-themes.mjs. */\n:root {\n${lines.join('\n')}\n}\n`,
      );
      console.log(`${file}: ${variables.length} variables`);
    } finally {
      await vscode.close();
    }
  }
} finally {
  await rm(folder, { recursive: true });
}

async function loadHarness() {
  const outfile = join(root, 'test/page/themes/.harness.mjs'); // where its imports are found
  await esbuild.build({
    entryPoints: [join(root, 'test/e2e/harness/launch.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile);
  }
}

async function emptyExtension() {
  const extension = join(folder, 'extension');
  await mkdir(extension);
  await writeFile(
    join(extension, 'package.json'),
    JSON.stringify({ name: 'empty', publisher: 'test', version: '0.0.1', engines: { vscode: '^1.104.0' } }),
  );
  return extension;
}

/** Runs in the workbench, which declares the same variables that its webviews get. */
function readVariables() {
  const workbench = document.querySelector('.monaco-workbench');
  const found = new Map();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!rule.selectorText?.includes('.monaco-workbench') || !rule.style) continue;
      for (const name of rule.style) if (/^--vscode-[A-Za-z-]+$/.test(name)) found.set(name, '');
    }
  }
  const computed = getComputedStyle(workbench);
  for (const name of found.keys()) found.set(name, computed.getPropertyValue(name).trim());
  return [...found].filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
}

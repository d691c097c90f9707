import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FORWARD = fileURLToPath(new URL('forward.py', import.meta.url));

/**
 * What forward.py answers for a model file, by the names of the prompts.
 * @param {string} modelPath
 * @param {Record<string, number[]>} prompts ids by name
 * @param {string[]} options further arguments, such as `--last`
 */
export async function runForward(modelPath, prompts, ...options) {
  return await inTemporaryFolder((folder) => {
    const ids = join(folder, 'ids.json');
    const out = join(folder, 'out.json');
    writeFileSync(ids, JSON.stringify(prompts));
    // PYTHON names an interpreter that has the packages gguf and numpy.
    execFileSync(process.env.PYTHON ?? 'python3', [FORWARD, modelPath, ids, out, ...options], { stdio: 'inherit' });
    return JSON.parse(readFileSync(out, 'utf8'));
  });
}

/**
 * @template T
 * @param {(folder: string) => T | Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-reference-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// One vitest project as a part of `npm test`: its output is shown, its tests are counted.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../prepare.mjs';
import { run } from './run.mjs';

/** Runs a project of vitest.config.mts and counts: `{ passed, failed, skipped, output }`. */
export async function vitest(project) {
  const file = join(root, 'node_modules', '.cache', 'inkling', `${project}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok, output } = await run(['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters]);
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  // A file that cannot be loaded, or an error outside of a test, fails the run without failing a test.
  if (!ok && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}

const count = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
});

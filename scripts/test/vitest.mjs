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
  // An error outside of every test fails the run without failing a test.
  if (!ok && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}

/** A file that cannot be loaded counts as one failed test. */
const count = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => ({
  passed: numPassedTests,
  failed:
    numFailedTests + testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length,
  skipped: numPendingTests + numTodoTests,
});

// `npm run -s inkling -- ARGUMENTS`: the built command line, from the folder that npm was called in.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const { status, error } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
if (error) console.error(`inkling: ${error.message}`);
process.exitCode = status ?? 1;

// `npm run bench:quality`: how often suggestions are right. Sets itself up, then runs main.ts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, orExit, root } from '../../scripts/prepare.mjs';
import { bundle, embeddedModel } from '../bundle.mjs';
import { describeMachine } from '../machine.mjs';

orExit(install);
const main = await bundle('quality/main.ts', 'quality.mjs');
// Only to be hashed: answers of another engine must not be mixed in.
const engine = await bundle('quality/engine.ts', 'quality-engine.mjs');
// Inkling's memory setting is the one that the extension starts its engine with.
const env = { ...process.env, MALLOC_TRIM_THRESHOLD_: '131072', ORT_DISABLE_TELEMETRY: '1' };
const hash = createHash('sha256').update(readFileSync(engine)).digest('hex').slice(0, 12);
const found = { root, engine: hash, model: embeddedModel(), page: join(root, 'bench', 'quality.md'), machine: describeMachine() };
const child = spawn(process.execPath, [main, ...process.argv.slice(2)], {
  env: { ...env, INKLING_BENCH: JSON.stringify(found) },
  stdio: 'inherit',
});
// Ended with this one, it can put away what it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));

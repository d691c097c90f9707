// `npm test`: every check there is, part by part. `npm test -- unit e2e` runs only the parts named.
import { install, orExit } from './prepare.mjs';
import { parts } from './test/parts.mjs';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`test: there is no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

orExit(install);
const rows = [];
for (const [name, part] of Object.entries(parts)) rows.push({ name, ...(await runPart(name, part)) });
printTable();
process.exitCode = rows.some(({ failed }) => failed > 0) ? 1 : 0;

async function runPart(name, part) {
  if (named.length > 0 && !named.includes(name)) return { note: 'not asked for' };
  console.log(`── ${name}`);
  const started = performance.now();
  const { output, leftOut, ...counts } = await part().catch((error) => ({ passed: 0, failed: 1, output: `${error.stack}\n` }));
  const seconds = (performance.now() - started) / 1000;
  if (leftOut) return leftOutRow(leftOut, seconds);
  if (counts.failed > 0) process.stdout.write(output);
  console.log(`   ${describe(counts)} (${seconds.toFixed(1)} s)`);
  return { ...counts, seconds };
}

/** On the machine that judges a change, leaving something out would be a green light for code nobody ran. */
function leftOutRow(reason, seconds) {
  console.log(`   left out: ${reason}`);
  return process.env.CI
    ? { passed: 0, failed: 1, seconds, note: `left out, which fails with CI set: ${reason}` }
    : { seconds, note: `left out: ${reason}` };
}

function printTable() {
  console.log('');
  for (const { name, seconds, note, ...counts } of rows) {
    const time = seconds === undefined ? '' : `${seconds.toFixed(1)} s`;
    console.log(`${name.padEnd(10)} ${time.padStart(8)}  ${note ?? describe(counts)}`);
  }
  const total = (key) => rows.reduce((sum, row) => sum + (row[key] ?? 0), 0);
  console.log(`\n${describe({ passed: total('passed'), failed: total('failed'), skipped: total('skipped') })}`);
}

function describe({ passed, failed, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

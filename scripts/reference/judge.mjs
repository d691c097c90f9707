/**
 * Compares the engine's float graph with forward.py on the embedded model, over the prompts of test/reference/logits.json.
 *
 *     pip install gguf numpy
 *     npm run build
 *     node scripts/reference/judge.mjs           (PYTHON=… for another interpreter than python3)
 *
 * Prints a Markdown table of the largest differences between log-probabilities, over the 20 tokens that forward.py finds
 * likeliest at each position. Exits with 1 when one is above 1e-3.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runForward } from './run-forward.mjs';

const MODEL = 'models/SmolLM2-135M-Instruct.Q4_1.gguf';
const LIMIT = 1e-3;
/** More than forward.py's 20, so that near ties at the end of its list are in the engine's list too. */
const ENGINE_TOP = 40;

const pathOf = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** @returns {{ ids: number[], positions: { top: [number, number][] }[] }} */
function askEngine(ids) {
  const options = ['--ids', ids.join(','), '--top', String(ENGINE_TOP), '--json', '--precision', 'float'];
  const stdout = execFileSync(process.execPath, [pathOf('dist/cli.js'), 'logits', ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout);
}

/** The largest difference at one position; infinite when the engine does not list one of the judge's tokens. */
function positionDifference(judged, asked) {
  const engine = new Map(asked?.top);
  return Math.max(...judged.top.map(([id, logprob]) => Math.abs(logprob - (engine.get(id) ?? Number.NEGATIVE_INFINITY))));
}

function compare(judged, asked) {
  if (asked.ids.join() !== judged.ids.join() || asked.positions.length !== judged.positions.length)
    throw new Error('The engine did not answer for the ids that it was asked about.');
  const differences = judged.positions.map((position, t) => positionDifference(position, asked.positions[t]));
  const sameTop = judged.positions.filter((position, t) => position.top[0][0] === asked.positions[t].top[0][0]).length;
  return { difference: Math.max(...differences), positions: differences.length, sameTop };
}

const row = (name, { positions, sameTop, difference }) => `| ${name} | ${positions} | ${sameTop} | ${difference.toExponential(1)} |`;

const reference = JSON.parse(readFileSync(pathOf('test/reference/logits.json'), 'utf8'));
const prompts = Object.fromEntries(Object.entries(reference).map(([name, { ids }]) => [name, ids]));
const answers = await runForward(pathOf(MODEL), prompts);

console.log('| prompt | positions | same top token | largest difference |\n| --- | ---: | ---: | ---: |');
const overall = { difference: 0, positions: 0, sameTop: 0 };
for (const [name, judged] of Object.entries(answers)) {
  const result = compare(judged, askEngine(judged.ids));
  console.log(row(name, result));
  overall.difference = Math.max(overall.difference, result.difference);
  overall.positions += result.positions;
  overall.sameTop += result.sameTop;
}
console.log(row('all', overall));
if (!(overall.difference <= LIMIT)) {
  console.error(`The largest difference is above ${LIMIT}.`);
  process.exitCode = 1;
}

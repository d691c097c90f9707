// `npm run bench`: Inkling beside llama.cpp and transformers.js, on this machine, in one run.
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install, orExit } from '../scripts/prepare.mjs';
import { describeMachine, untilIdle } from './machine.mjs';
import { json, page, summarise, terminalTable } from './report.mjs';
import { median, ROWS } from './rows.mjs';
import { setUp } from './setup.mjs';

const USAGE = `npm run bench -- [--quick] [--threads 2] [--runs 5] [--rows token_512,verify_8] [--engines inkling,llamacpp]
                 [--json FILE] [--[no-]quality] [--against CHECKOUT] [--idle 10] [--cursors 200]
                 [--save FILE] [--merge FILE,FILE …]

--rows: ${Object.keys(ROWS).join(', ')}
--engines: inkling, against, llamacpp, llamacppFastest, llamacppWithoutAmx, llamacppFastestWithoutAmx, transformersjs
--against: another checkout of Inkling, measured beside this one
--idle: waits until others use at most this share of the machine (%), and measures again, up to 5 times, where they used more
--cursors: at how many cursors the rows with 200 are measured
--save: keeps what was measured, so that a bench can be done in parts: some rows, some engines, some runs at a time
--merge: takes in what was kept, and writes bench/results.md; with --runs 0 nothing new is measured
A run of all rows and engines writes bench/results.md.`;

const here = import.meta.dirname;
const options = readOptions();
orExit(install);
const paths = await setUp(options.against);
const inHere = (file) => join(here, file);

// Inkling's memory setting is the one that the extension starts its engine with.
const trimmed = { MALLOC_TRIM_THRESHOLD_: '131072' };
// Passes of llama.cpp run in Node's thread pool. From several threads in turn they take two to three times as long.
const steady = { UV_THREADPOOL_SIZE: '1' };
const all = [
  { key: 'inkling', title: 'Inkling', engine: paths.inkling, model: paths.model, env: trimmed },
  { key: 'against', title: 'against', engine: paths.against, model: paths.model, env: trimmed },
  { key: 'llamacpp', title: 'llama.cpp', engine: inHere('engines/llamacpp.mjs'), model: paths.model, env: steady },
  { key: 'llamacppFastest', title: 'llama.cpp Q4_0', engine: inHere('engines/llamacpp.mjs'), model: paths.q4_0, env: steady },
  {
    key: 'llamacppWithoutAmx',
    title: 'llama.cpp without AMX',
    engine: paths.withoutAmx && inHere('engines/llamacpp.mjs'),
    model: paths.model,
    env: { ...steady, LLAMACPP_BINARIES: paths.withoutAmx },
  },
  {
    key: 'llamacppFastestWithoutAmx',
    title: 'llama.cpp Q4_0 without AMX',
    engine: paths.withoutAmx && inHere('engines/llamacpp.mjs'),
    model: paths.q4_0,
    env: { ...steady, LLAMACPP_BINARIES: paths.withoutAmx },
  },
  { key: 'transformersjs', title: 'transformers.js', engine: inHere('engines/transformersjs.mjs'), model: paths.onnx },
];
const columns = all.filter(({ key, engine }) => engine && (!options.engines || options.engines.includes(key)));

const machine = describeMachine();
/** By column: its runs, `{ version, values, others, cursors }`, and what it loses by rounding. */
const results = new Map(all.map(({ key }) => [key, { runs: [], quality: undefined }]));
for (const file of options.merge) {
  for (const [key, { runs, quality }] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
    results.get(key).runs.push(...runs);
    results.get(key).quality ??= quality;
  }
}
for (let run = 1; run <= options.runs; run++) {
  for (const column of columns) {
    console.error(`bench: run ${run} of ${options.runs}, ${column.title} …`);
    results.get(column.key).runs.push(await measure(column));
  }
}
if (options.quality) {
  for (const column of columns) {
    const { key, title, engine, model } = column;
    console.error(`bench: what the rounding of ${title} loses …`);
    const argument = { engine, model, threads: options.threads, helpers: paths.inkling };
    results.get(key).quality = await child('rounding.mjs', column, argument);
  }
}
if (options.save) writeFileSync(options.save, `${JSON.stringify(Object.fromEntries(results))}\n`);

const measured = all.flatMap(({ key, title }) => {
  const { runs } = results.get(key);
  const cursors = runs.flatMap((run) => run.cursors ?? []);
  return runs.length > 0
    ? [{ key, title, version: runs[0].version, summary: summarise(runs), cursors: cursors.length > 0 ? Math.min(...cursors) : undefined }]
    : [];
});
const judged = all.flatMap(({ key, title }) => (results.get(key).quality ? [{ key, title, ...results.get(key).quality }] : []));
const quality = judged.length > 0 ? judged : undefined;
const everyRun = [...results.values()].flatMap(({ runs }) => runs);
machine.others = median(everyRun.map(({ others }) => others));
const report = { columns: measured, quality, machine, threads: options.threads };
console.log(
  `\n${terminalTable(measured)}\n\nOther processes used ${(100 * machine.others).toFixed(0)} % of the machine in the median run.`,
);
for (const { title, divergence, agreed } of quality ?? [])
  console.log(`${title}: KL ${divergence.toFixed(4)} nats from float64, same likeliest token ${(100 * agreed).toFixed(1)} %`);
if (options.whole || options.merge.length > 0) writeFileSync(inHere('results.md'), page(report));
if (options.json) writeFileSync(options.json, `${JSON.stringify(json(report), null, 2)}\n`);

/** One run of one engine; on a machine that is too busy it is done again. */
async function measure(column) {
  const { engine, model } = column;
  const { threads, rows, quick, idle, cursors } = options;
  for (let tries = 1; ; tries++) {
    if (idle !== undefined) await untilIdle(idle);
    const result = await child('measure.mjs', column, { engine, model, threads, task: paths.task, rows, quick, cursors });
    const busy = idle !== undefined && result.others > idle;
    console.error(`bench: others used ${(100 * result.others).toFixed(0)} % of the machine meanwhile${busy && tries < 5 ? ': again' : ''}`);
    if (!busy || tries === 5) return result;
  }
}

/** Runs one of the scripts for one engine and gives what it sends. */
function child(script, { title, env }, argument) {
  return new Promise((done, failed) => {
    const started = fork(inHere(script), [JSON.stringify(argument)], {
      // transformers.js brings an ONNX Runtime that would send telemetry.
      env: { ...process.env, ...env, ORT_DISABLE_TELEMETRY: '1' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let answer;
    started.on('message', (message) => {
      answer = message;
    });
    started.on('error', failed);
    // With its answer given, how it ends does not matter: some native libraries fall over when they are unloaded.
    started.on('exit', (code, signal) => (answer ? done(answer) : failed(new Error(`${title} ended with ${signal ?? code}`))));
  });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        threads: { type: 'string', default: '2' },
        runs: { type: 'string' },
        rows: { type: 'string' },
        engines: { type: 'string' },
        json: { type: 'string' },
        quality: { type: 'boolean' },
        against: { type: 'string' },
        idle: { type: 'string' },
        cursors: { type: 'string', default: '200' },
        save: { type: 'string' },
        merge: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
      allowNegative: true,
    });
    if (values.help) end(USAGE, 0);
    const rows = values.rows?.split(',') ?? Object.keys(ROWS);
    const unknown = rows.find((name) => !(name in ROWS));
    if (unknown !== undefined) throw new Error(`no row is called '${unknown}'`);
    const engines = values.engines?.split(',');
    const merge = values.merge?.split(',') ?? [];
    const whole = !values.rows && !engines && !values.against && !values.quick;
    const runs = count('runs', values.runs ?? (values.quick ? '2' : '5'), merge.length > 0 ? 0 : 1);
    const cursors = count('cursors', values.cursors, 20, 200);
    const threads = count('threads', values.threads);
    const idle = values.idle === undefined ? undefined : count('idle', values.idle, 1, 100) / 100;
    return { ...values, rows, engines, merge, whole, runs, cursors, threads, idle, quality: runs > 0 && (values.quality ?? !values.rows) };
  } catch (error) {
    return end(`bench: ${error.message}\n\n${USAGE}`, 2);
  }
}

function count(name, text, least = 1, most = 64) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is '${text}', but has to be ${least} to ${most}`);
  return value;
}

function end(text, status) {
  console.error(text);
  process.exit(status);
}

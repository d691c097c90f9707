// One engine in a process of its own: opens it, measures the rows asked for, and sends the values to its parent.
//   node measure.mjs {"engine": FILE, "model": FILE, "threads": N, "task": FILE, "rows": [NAME], "quick": BOOLEAN}
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { watchOthers } from './machine.mjs';
import { median, ROWS } from './rows.mjs';

const { engine: file, model, threads, task, rows, quick } = JSON.parse(process.argv[2]);
const { ids, typing } = JSON.parse(readFileSync(task, 'utf8'));
const wanted = (name) => rows.includes(name);
const values = {};
const others = watchOthers();

const { open } = await import(pathToFileURL(file));
const engine = await open(model, threads);
await engine.readText(ids.slice(0, 1));
keep('open', performance.now()); // counted from the start of the process
keep('memory_rest', process.memoryUsage.rss() / 1e6);

if (wanted('memory_peak') || wanted('prefill_2048') || wanted('token_2048')) {
  keep('prefill_2048', 2048 / (await seconds(() => engine.readText(ids.slice(0, 2048)))));
  if (wanted('memory_peak')) {
    await writeGreedily(24);
    keep('memory_peak', process.resourceUsage().maxRSS / 1e3); // in kilobytes
    engine.rewindTo(2048);
  }
  keep('token_2048', await addingAt(2048, 1, 10));
}
if (wanted('prefill_512')) {
  const times = [];
  for (let run = 0; run < 3; run++) times.push(await seconds(() => engine.readText(ids.slice(0, 512))));
  keep('prefill_512', 512 / median(times));
} else await engine.readText(ids.slice(0, 512));
for (const [name, count] of Object.entries({ token_512: 1, verify_2: 2, verify_4: 4, verify_8: 8 })) {
  if (wanted(name)) keep(name, await addingAt(512, count, count === 1 ? 24 : 12));
}
if (wanted('greedy_24')) {
  const times = [];
  for (let run = 0; run < 2; run++) {
    await engine.readText(ids.slice(0, 512)); // for its logits
    times.push(await seconds(() => writeGreedily(24)));
  }
  keep('greedy_24', median(times) * 1000);
}
if (wanted('token_128')) {
  await engine.readText(ids.slice(0, 128));
  keep('token_128', await addingAt(128, 1, 24));
}
if (engine.keyTyped && (wanted('typing_ms') || wanted('typing_tokens_per_key'))) await replayTyping(quick ? 80 : typing.typed.length);

await engine.close();
process.send({ version: engine.version, values, others: others() });
process.disconnect();

function keep(name, value) {
  if (!(name in ROWS)) throw new RangeError(`no row is called ${name}`);
  if (wanted(name)) values[name] = value;
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Milliseconds to add tokens at once to a text of `length` tokens, with logits for each; the real text's next ones. */
async function addingAt(length, count, times) {
  const next = ids.slice(length, length + count);
  const samples = [];
  for (let run = -2; run < times; run++) {
    const time = await seconds(() => engine.add(next));
    if (run >= 0) samples.push(time * 1000); // the first two warm up
    engine.rewindTo(length);
  }
  return median(samples);
}

/** The first token needs no pass: the text before gave its logits. */
async function writeGreedily(count) {
  for (let written = 1; ; written++) {
    const id = await engine.likeliest();
    if (written === count) return;
    await engine.add([id]);
  }
}

async function replayTyping(characters) {
  await engine.keyTyped(typing.before);
  const times = [];
  const counts = [];
  for (let typed = 1; typed <= characters; typed++) {
    const text = typing.before + typing.typed.slice(0, typed);
    const time = await seconds(async () => counts.push(await engine.keyTyped(text)));
    times.push(time * 1000);
  }
  keep('typing_ms', median(times));
  keep('typing_tokens_per_key', median(counts));
}

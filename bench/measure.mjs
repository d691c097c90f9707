// One engine in a process of its own: opens it, measures the rows asked for, and sends the values to its parent.
//   node measure.mjs {"engine": FILE, "model": FILE, "threads": N, "task": FILE, "rows": [NAME], "quick": BOOLEAN, "cursors": N}
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { watchOthers } from './machine.mjs';
import { median, ROWS } from './rows.mjs';

const { engine: file, model, threads, task, rows, quick, cursors } = JSON.parse(process.argv[2]);
const { ids, typing, repetitive, texts, lineBreaks } = JSON.parse(readFileSync(task, 'utf8'));
const breaks = new Map(lineBreaks); // in tokens that have some
const wanted = (name) => rows.includes(name);
const values = {};
let usedCursors; // how many, where there are rows of them
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
for (const beams of [1, 2, 4]) {
  if (engine.searchBeams && wanted(`beam_${beams}_24`)) {
    await engine.readText(ids.slice(0, 512));
    await engine.searchBeams(beams, 24); // warms up
    const times = [];
    for (let run = 0; run < 2; run++) times.push(await seconds(() => engine.searchBeams(beams, 24)));
    keep(`beam_${beams}_24`, median(times) * 1000);
  }
}
await measureBothWays('repetitive_24', 'lookup_repetitive_24', async (write) => {
  const before = repetitive.slice(0, -1);
  await engine.readText(before);
  const times = [];
  for (let run = -1; run < 3; run++) {
    await engine.readOn(repetitive.slice(-1)); // for its logits
    const time = await seconds(() => write(24, Number.POSITIVE_INFINITY));
    if (run >= 0) times.push(time); // the first one warms up
    engine.rewindTo(before.length);
  }
  return median(times) * 1000;
});
for (const [name, lines, most] of [
  ['rest_of_line_200', 1, 32],
  ['ten_lines_200', 10, 96],
]) {
  await measureBothWays(`${name}_plain`, name, (write) => atCursors((tokens) => write(tokens, lines), most));
}
if (wanted('token_128')) {
  await engine.readText(ids.slice(0, 128));
  keep('token_128', await addingAt(128, 1, 24));
}
if (engine.keyTyped && (wanted('typing_ms') || wanted('typing_tokens_per_key'))) await replayTyping(quick ? 80 : typing.typed.length);

await engine.close();
process.send({ version: engine.version, values, others: others(), cursors: usedCursors });
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

/**
 * Measures a row of plain writing and its twin with lookup. An engine without lookup writes the same way for both, once.
 * @param measure gets `write(tokens, lines)`, which goes on from the text read and gives the number of tokens written
 */
async function measureBothWays(plain, lookup, measure) {
  if (engine.write) {
    if (wanted(plain)) keep(plain, await measure((most, lines) => engine.write(most, lines, false)));
    if (wanted(lookup)) keep(lookup, await measure((most, lines) => engine.write(most, lines, true)));
  } else if (wanted(plain) || wanted(lookup)) {
    const value = await measure(writeGreedily);
    keep(plain, value);
    keep(lookup, value);
  }
}

/** Milliseconds for each token written at the cursors of installed code; what is before a cursor was read already. */
async function atCursors(write, most) {
  let time = 0;
  let written = 0;
  usedCursors = 0;
  for (const text of texts) {
    let read = 0;
    for (const at of text.cursors.slice(0, Math.ceil(cursors / texts.length))) {
      if (read === 0) await engine.readText(text.ids.slice(0, at));
      else await engine.readOn(text.ids.slice(read, at));
      read = at;
      usedCursors++;
      time += await seconds(async () => {
        written += await write(most);
      });
      engine.rewindTo(at);
    }
  }
  return (time * 1000) / written;
}

/** The first token needs no pass: the text before gave its logits. */
async function writeGreedily(most, lines = Number.POSITIVE_INFINITY) {
  let broken = 0;
  for (let written = 1; ; written++) {
    const id = await engine.likeliest();
    broken += breaks.get(id) ?? 0;
    if (written === most || broken >= lines) return written;
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

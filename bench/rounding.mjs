// What an engine's rounding loses: its distributions against those of a float64 forward pass of the GGUF's own weights.
//   node rounding.mjs {"engine": FILE, "model": FILE, "threads": N, "helpers": FILE}
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { engine: file, model, threads, helpers } = JSON.parse(process.argv[2]);
const reference = JSON.parse(readFileSync(new URL('../test/reference/logits.json', import.meta.url), 'utf8'));
const { divergenceFromTop, argmax } = await import(pathToFileURL(helpers));
const { open } = await import(pathToFileURL(file));

const engine = await open(model, threads);
let divergence = 0;
let agreed = 0;
let positions = 0;
for (const { ids, positions: expected } of Object.values(reference)) {
  const rows = await engine.logitsOf(ids);
  expected.forEach(({ top }, index) => {
    divergence += divergenceFromTop(top, rows[index]);
    agreed += argmax(rows[index]) === top[0][0] ? 1 : 0;
    positions++;
  });
}
await engine.close();
process.send({ divergence: divergence / positions, agreed: agreed / positions, positions });
process.disconnect();

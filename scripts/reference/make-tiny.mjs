/**
 * Makes test/reference/tiny/*.json: what forward.py answers for the tiny models of test/support/tiny-variants.ts, and
 * test/reference/inside/*.json: what goes on inside them at the last position.
 *
 *     pip install gguf numpy
 *     node scripts/reference/make-tiny.mjs       (PYTHON=… for another interpreter than python3)
 *
 * The models themselves are not kept: the tests write them anew and compare the sha256 that each answer file records.
 * Another numpy may round the sixth decimal of some answers differently; nothing else changes from run to run.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { inTemporaryFolder, runForward } from './run-forward.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANSWERS = join(ROOT, 'test/reference/tiny');
const INSIDE = join(ROOT, 'test/reference/inside');

/** Ids of the 320 tokens of the `code` vocabulary. */
const PROMPTS = {
  one: [42],
  two: [319, 0],
  // A phrase of five, again and again, then something else: what attention looks back for.
  seventeen: [100, 281, 7, 281, 300, 100, 281, 7, 281, 300, 100, 281, 7, 281, 300, 2, 2],
  sixty: Array.from({ length: 60 }, (_, t) => (7 * t * t + 13 * t + 3) % 320),
};

/** One prompt a line, so that a difference can be read. */
function toJson({ model, sha256, prompts }) {
  const lines = Object.entries(prompts).map(([name, answer]) => `${JSON.stringify(name)}: ${JSON.stringify(answer)}`);
  return `{\n"model": ${JSON.stringify(model)},\n"sha256": ${JSON.stringify(sha256)},\n"prompts": {\n${lines.join(',\n')}\n}\n}\n`;
}

/** The test helpers are TypeScript, which Node 20 cannot run. */
async function loadHelpers(folder) {
  const outfile = join(folder, 'helpers.mjs');
  const contents = "export { tinyGguf } from './tiny-gguf'; export { TINY_VARIANTS } from './tiny-variants';";
  buildSync({ stdin: { contents, resolveDir: join(ROOT, 'test/support') }, bundle: true, format: 'esm', platform: 'node', outfile });
  return await import(pathToFileURL(outfile).href);
}

mkdirSync(ANSWERS, { recursive: true });
mkdirSync(INSIDE, { recursive: true });
await inTemporaryFolder(async (folder) => {
  const { tinyGguf, TINY_VARIANTS } = await loadHelpers(folder);
  for (const [name, model] of Object.entries(TINY_VARIANTS)) {
    const { bytes } = tinyGguf(model);
    const path = join(folder, `${name}.gguf`);
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const prompts = await runForward(path, PROMPTS, '--last', '--inside');
    const inside = {};
    for (const [prompt, { ids, inside: found, ...answer }] of Object.entries(prompts)) {
      inside[prompt] = { ids, ...found };
      prompts[prompt] = { ids, ...answer };
    }
    writeFileSync(join(ANSWERS, `${name}.json`), toJson({ model, sha256, prompts }));
    writeFileSync(join(INSIDE, `${name}.json`), toJson({ model, sha256, prompts: inside }));
    console.error(`${name}: ${bytes.length} bytes, sha256 ${sha256}`);
  }
});

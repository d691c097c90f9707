// Records what the embedded model expects after "Viewing a single", the example of the inspector's coin.
//   node scripts/record-example.mjs        writes src/webview/example.json
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import * as esbuild from 'esbuild';

const root = join(import.meta.dirname, '..');
const text = 'Viewing a single';
const most = 256;
const outfile = join(root, 'scripts/.record.cjs'); // where its imports are found

await esbuild.build({
  stdin: {
    contents: `export { openModel } from './src/engine/open-model'; export { score } from './src/engine/decode/score'; export { EMBEDDED_MODEL } from './src/protocol/embedded-model';`,
    resolveDir: root,
  },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['onnxruntime-node'],
});
const { openModel, score, EMBEDDED_MODEL } = createRequire(import.meta.url)(outfile);
await rm(outfile);

const model = await openModel({ path: join(root, EMBEDDED_MODEL.file), threads: 0 });
let last;
for await (const position of score(model, model.tokenizer.encode(text), most)) last = position;
const round = (logprob) => Math.round(logprob * 1e5) / 1e5;
const rows = last.top.map(([id, logprob]) => [round(logprob), Buffer.from(model.tokenizer.vocabulary.bytes(id)).toString('latin1')]);
await model.close();
const origin = { text, model: EMBEDDED_MODEL.file, sha256: EMBEDDED_MODEL.sha256, recordedBy: 'scripts/record-example.mjs' };
const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
await writeFile(
  join(root, 'src/webview/example.json'),
  `{\n  "origin": ${JSON.stringify(origin)},\n  "columns": ["logprob", "bytes"],\n  "tokens": [\n${lines}\n  ]\n}\n`,
);

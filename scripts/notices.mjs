// Third-party notices of what a build really contains: the bundled packages, ONNX Runtime's native library, the model.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const allowed = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']);

/** These npm packages carry no licence file; the text is that of the project they are built from. */
const ownTexts = {
  'onnxruntime-node': 'scripts/licences/onnxruntime.txt',
  'onnxruntime-common': 'scripts/licences/onnxruntime.txt',
};

/** The notices as one text. Throws when a bundled package may not be shipped or says too little about itself. */
export async function thirdPartyNotices(root, metafiles) {
  const sections = [];
  for (const folder of bundledPackages(metafiles)) sections.push(await packageSection(root, folder));
  sections.push(
    section(
      'ONNX Runtime, native library',
      'MIT, with parts of others',
      await readFile(join(root, 'scripts/licences/onnxruntime-native.txt'), 'utf8'),
    ),
    section('SmolLM2-135M-Instruct, the embedded model', 'Apache-2.0', await readFile(join(root, 'models/LICENSE'), 'utf8')),
  );
  return `Inkling contains the following work of others.\n\n${sections.join('\n\n')}\n`;
}

/** Folders of the packages of which at least one byte is in an output, such as `node_modules/long`. */
function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { inputs } of metafiles.flatMap((metafile) => Object.values(metafile.outputs))) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
      if (folder && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort();
}

async function packageSection(root, folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!allowed.has(license)) throw new Error(`${name} ${version} has the licence '${license}', which this package may not carry`);
  return section(`${name} ${version}`, license, await licenceText(root, folder, name));
}

async function licenceText(root, folder, name) {
  const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
  const path = file ? join(root, folder, file) : join(root, ownTexts[name] ?? '');
  if (!file && !(name in ownTexts && existsSync(path))) throw new Error(`${name} carries no licence text`);
  return readFile(path, 'utf8');
}

function section(title, licence, text) {
  return `${'='.repeat(80)}\n${title}\n${licence}\n${'='.repeat(80)}\n\n${text.trim()}`;
}

// Builds the four programs and the inspector's page into dist/ and puts ONNX Runtime's native files beside them.
//   node esbuild.mjs [--target linux-x64] [--production] [--watch] [--outdir DIR]
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { thirdPartyNotices } from './scripts/notices.mjs';
import { hostTarget, nativeFiles, targets } from './scripts/targets.mjs';

const root = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    target: { type: 'string', default: hostTarget },
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
});
const outdir = resolve(root, options.outdir);

/** The extension host loads this one at start-up, for everybody, so it stays small: the engine is another process. */
const EXTENSION_BYTES_MAX = 250_000;
/** The inspector's page is loaded each time it is shown. */
const PAGE_BYTES_MAX = 250_000;

// ONNX Runtime picks its binding by platform at run time; the package holds one platform's, beside the bundle.
const nativeBinding = {
  name: 'native-binding',
  setup(build) {
    build.onLoad({ filter: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/require\(`\.\.\/bin\/napi-v6\/[^`]*`\)/, 'require("./onnxruntime_binding.node")');
      if (contents === source) return { errors: [{ text: 'onnxruntime-node loads its binding in a way that this build does not know' }] };
      return { contents, loader: 'js' };
    });
    build.onResolve({ filter: /^\.\/onnxruntime_binding\.node$/ }, ({ path }) => ({ path, external: true }));
  },
};

// A minifier leaves templates as they are; their indentation means nothing to a browser, and was 5 kB of the page.
const flushTemplates = {
  name: 'flush-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]webview[\\/].+\.ts$|[\\/]@vscode-elements[\\/].+\.js$/ }, async ({ path }) => {
      const contents = (await readFile(path, 'utf8')).replace(/\n\s+/g, '\n');
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

const common = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  minify: options.production,
  sourcemap: !options.production,
  sourcesContent: false,
  metafile: true,
  logLevel: 'info',
  plugins: [nativeBinding],
};

const builds = [
  { ...common, target: 'node22', external: ['vscode'], entryPoints: { extension: 'src/extension/extension.ts' } },
  {
    ...common,
    target: 'node20',
    entryPoints: { engine: 'src/engine/host/process.ts', worker: 'src/engine/host/worker.ts' },
  },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome138',
    charset: 'utf8', // escapes would double what is Chinese
    legalComments: 'none', // the notices have them all
    plugins: options.production ? [flushTemplates] : [],
    entryPoints: [
      { in: 'src/webview/main.en.ts', out: 'inspector.en' },
      { in: 'src/webview/main.zh-cn.ts', out: 'inspector.zh-cn' },
      { in: 'src/webview/styles/page.css', out: 'inspector' },
    ],
  },
  { ...common, target: 'node20', banner: { js: '#!/usr/bin/env node' }, entryPoints: { cli: 'src/cli/main.ts' } },
];

try {
  await clean();
  await placeNativeFiles();
  if (options.watch) {
    for (const build of builds) await (await esbuild.context(build)).watch();
  } else {
    await buildOnce();
    // Says to scripts/prepare.mjs that the build is whole, and for which platform.
    await writeFile(join(outdir, '.built'), options.target);
  }
} catch (error) {
  // esbuild has printed its own errors already.
  if (!error.errors) console.error(`build: ${error.message}`);
  process.exitCode = 1;
}

async function buildOnce() {
  const results = await Promise.all(builds.map((build) => esbuild.build(build)));
  checkExtension(results[0].metafile);
  checkPage(results[2].metafile);
  await chmod(join(outdir, 'cli.js'), 0o755);
  if (options.production) {
    const metafiles = results.map((result) => result.metafile);
    await writeFile(join(outdir, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(root, metafiles));
  }
}

/** Files of an earlier build, production or for another platform, must not stay behind. */
async function clean() {
  await mkdir(outdir, { recursive: true });
  const old = (await readdir(outdir)).filter(
    (name) => !/^((extension|engine|worker|cli|inspector\.(en|zh-cn))\.js|inspector\.css)$/.test(name),
  );
  for (const name of old) await rm(join(outdir, name), { recursive: true });
}

async function placeNativeFiles() {
  const files = nativeFiles(root, options.target);
  if (files.length === 0) {
    console.warn(`build: ONNX Runtime has no build for ${options.target}, only for ${targets.join(', ')}; Inkling will not run there.`);
  }
  await Promise.all(files.map((file) => copyFile(file, join(outdir, basename(file)))));
}

function checkExtension(metafile) {
  const foreign = Object.keys(metafile.inputs).find((path) => /onnxruntime|^src\/(engine|cli)\//.test(path));
  if (foreign) throw new Error(`extension.js contains ${foreign}, which belongs into the engine's process`);
  const [output] = Object.entries(metafile.outputs).find(([path]) => path.endsWith('extension.js')) ?? [];
  const { bytes } = metafile.outputs[output];
  if (options.production && bytes > EXTENSION_BYTES_MAX) {
    throw new Error(`extension.js has ${bytes} bytes, more than ${EXTENSION_BYTES_MAX}`);
  }
}

/** A page loads its style and the script of one language. */
function checkPage(metafile) {
  const sizes = Object.entries(metafile.outputs)
    .filter(([path]) => !path.endsWith('.map'))
    .map(([path, { bytes }]) => ({ isStyle: path.endsWith('.css'), bytes }));
  const style = sizes.find(({ isStyle }) => isStyle).bytes;
  const most = style + Math.max(...sizes.filter(({ isStyle }) => !isStyle).map(({ bytes }) => bytes));
  if (options.production && most > PAGE_BYTES_MAX) throw new Error(`the inspector's page has ${most} bytes, more than ${PAGE_BYTES_MAX}`);
}

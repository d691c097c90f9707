// TypeScript of the benches, compiled to one file each that Node can run.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/prepare.mjs';

/** Not in bench/: a bundle there would find the peers' newer ONNX Runtime instead of Inkling's. */
export const folder = join(root, 'out', 'bench');

/**
 * @param source relative to bench/
 * @param from another checkout, whose engine is taken instead of this one's
 * @returns the path of the compiled file
 */
export async function bundle(source, name, from) {
  const { build } = await import('esbuild');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, name);
  await build({
    absWorkingDir: root,
    entryPoints: [join(import.meta.dirname, source)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['onnxruntime-node', 'playwright-core'],
    // Some of the bundled packages are CommonJS.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
    plugins: from ? [redirect(from)] : [],
  });
  return outfile;
}

const redirect = (from) => ({
  name: 'another-checkout',
  setup({ onResolve, resolve: lookUp }) {
    onResolve({ filter: /^\.\.\/\.\.\/(src|test)\// }, ({ path, kind }) => lookUp(`./${path.slice(6)}`, { kind, resolveDir: from }));
  },
});

/** The absolute path of the embedded model; read as text, because this has to run before anything is compiled. */
export function embeddedModel() {
  return join(root, readFileSync(join(root, 'src/protocol/embedded-model.ts'), 'utf8').match(/file: '([^']+)'/)[1]);
}

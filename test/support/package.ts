import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

const root = resolve(import.meta.dirname, '..', '..');

/** Builds what the tests of the artefact need, each only when it is older than its sources: dist and the VSIX. */
export default async function setup(project: TestProject): Promise<void> {
  // A computed address, because scripts are plain JavaScript without types.
  const prepare = (await import(new URL('../../scripts/prepare.mjs', import.meta.url).href)) as { build(): void };
  prepare.build();
  const output = execFileSync(process.execPath, ['scripts/package.mjs', '--if-stale'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: root },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  project.provide('vsix', output.split('\n', 1)[0]!);
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of the package for this machine. */
    vsix: string;
  }
}

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Built programs and a real VS Code: one file at a time, as they share the machine's cores and one package.
const packaged = { globalSetup: 'test/support/package.ts', fileParallelism: false };

export default defineConfig({
  test: {
    // ONNX Runtime aborts a process whose worker thread is ended while it computes: only that fork is lost.
    pool: 'forks',
    retry: 0,
    testTimeout: 10_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/layers.test.ts'], testTimeout: 30_000 } },
      {
        extends: true,
        // VS Code's API exists only inside VS Code.
        resolve: { alias: { vscode: join(import.meta.dirname, 'test/extension/vscode-mock.ts') } },
        test: { name: 'extension', include: ['test/extension/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'reference',
          include: ['test/reference/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: { name: 'artefact', include: ['test/artefact/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, ...packaged },
      },
      {
        extends: true,
        // The page's own files are written for a browser, but what is tested here of them is pure.
        test: { name: 'page', include: ['test/page/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false },
      },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 120_000, ...packaged } },
    ],
  },
});

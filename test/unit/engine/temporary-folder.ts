import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the files of one test file, gone when its tests are done. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'inkling-unit-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** @returns the path of the file, which replaces one of this name */
  write(name: string, bytes: Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, bytes);
    return path;
  }
}

import { statSync } from 'node:fs';
import { detail } from '../../../protocol/error-details';
import { EngineFault } from '../../../protocol/errors';
import type { TensorFile } from './read';

/**
 * Before a file that was opened earlier is read again.
 * @throws EngineFault model-missing, or model-corrupt when it has another size by now
 */
export function checkSame({ path, bytes }: TensorFile): void {
  const now = statSync(path, { throwIfNoEntry: false });
  if (!now) throw new EngineFault('model-missing', path);
  if (now.size !== bytes) throw new EngineFault('model-corrupt', path, detail('file-changed'));
}

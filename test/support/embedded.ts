import { resolve } from 'node:path';
import { EMBEDDED_MODEL } from '../../src/protocol/embedded-model';

/** Absolute path of the model that comes with Inkling. */
export const embeddedModelPath = resolve(import.meta.dirname, '../..', EMBEDDED_MODEL.file);

import { type DetailCode, detail } from '../../../protocol/error-details';
import { EngineFault } from '../../../protocol/errors';

/** Typed access to the key-value part of a GGUF file; a missing or ill-typed key is an error that names it. */
export class Metadata {
  readonly #path: string;
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(path: string, values: ReadonlyMap<string, unknown>) {
    this.#path = path;
    this.#values = values;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  string(key: string, fallback?: string): string {
    return this.#read(key, 'key-not-text', (value) => typeof value === 'string', fallback);
  }

  boolean(key: string, fallback?: boolean): boolean {
    return this.#read(key, 'key-not-boolean', (value) => typeof value === 'boolean', fallback);
  }

  number(key: string, fallback?: number): number {
    return Number(this.#read<number | bigint>(key, 'key-not-number', isNumber, fallback));
  }

  /** A number above 0, and not infinite. */
  positive(key: string, fallback?: number): number {
    const value = this.number(key, fallback);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new EngineFault('model-corrupt', this.#path, detail('key-not-positive', key, value));
  }

  /** A whole number from 1 to `max`: what sizes and counts are. */
  size(key: string, max: number, fallback?: number): number {
    const value = this.number(key, fallback);
    if (!Number.isInteger(value) || value < 1 || value > max) {
      throw new EngineFault('model-corrupt', this.#path, detail('key-not-whole', key, value, max));
    }
    return value;
  }

  strings(key: string): readonly string[] {
    return this.#read(key, 'key-not-texts', (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'));
  }

  numbers(key: string): readonly number[] {
    return this.#read<readonly (number | bigint)[]>(key, 'key-not-numbers', (value) => Array.isArray(value) && value.every(isNumber)).map(
      Number,
    );
  }

  #read<T>(key: string, otherwise: DetailCode, fits: (value: unknown) => boolean, fallback?: T): T {
    const value = this.#values.get(key);
    if (value === undefined) {
      if (fallback !== undefined) return fallback;
      throw new EngineFault('model-corrupt', this.#path, detail('key-missing', key));
    }
    if (!fits(value)) throw new EngineFault('model-corrupt', this.#path, detail(otherwise, key));
    return value as T;
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

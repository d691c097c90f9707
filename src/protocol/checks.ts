/** What checks at the border are made of. */
import { checkSettings } from '../sampling/settings';

/** Whether a value has a shape. */
export type Check = (value: unknown) => boolean;

export const any: Check = () => true;
export const flag: Check = (value) => typeof value === 'boolean';
export const text: Check = (value) => typeof value === 'string';
export const finite: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const number: Check = (value) => typeof value === 'number' && !Number.isNaN(value);
export const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const id: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
/** What numbers can be drawn by. */
export const seed: Check = (value) => count(value) && (value as number) <= 0xffff_ffff;
export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const record =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));
export const everyValue =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(check);
/** No smaller than one number and no larger than another. */
export const within =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;

/** One of several shapes, told apart by one field. */
export const variant =
  (field: string, shapes: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const kind = (value as Record<string, unknown>)[field];
    return typeof kind === 'string' && Object.hasOwn(shapes, kind) && shapes[kind]!(value);
  };

export const sampling: Check = (value) => {
  try {
    checkSettings(value);
    return true;
  } catch {
    return false;
  }
};
export const stop = oneOf('line-end', 'block-end', 'repetition', 'end-of-text', 'unsure', 'token-limit', 'time-limit', 'cancelled');

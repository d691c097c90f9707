import type { Filter } from './filter';

/** Drops what nobody could see. */
export const whiteSpace: Filter = (text) => (text.trim() === '' ? '' : text);

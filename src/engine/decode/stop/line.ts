import type { StopRule } from './rule';

/** Ends before the first line break. */
export const lineEnd: StopRule = (text) => {
  const end = text.search(/[\r\n]/);
  return end === -1 ? undefined : { end, reason: 'line-end' };
};

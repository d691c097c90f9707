import type { Inspection } from '../protocol/inspection';

/** The layer, counted from 1, from which on the likeliest token stays what it is at the end. */
export function settlesAt(layers: NonNullable<Inspection['layers']>): number {
  const answer = layers.at(-1)?.top[0]?.id;
  let settled = layers.length;
  while (settled > 1 && layers[settled - 2]!.top[0]?.id === answer) settled--;
  return settled;
}

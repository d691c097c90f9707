import type { Inspection } from '../protocol/inspection';
import type { Frame } from '../protocol/panel';

/** The position after which a token of the path was chosen. */
export function positionOf(index: number, { ids, path = 0 }: Pick<Inspection, 'ids' | 'path'>): number {
  return ids.length - path - 1 + index;
}

/** The number that a suggestion drew at the position shown; undefined where none was drawn. */
export function drawnHere({ source, inspection }: Pick<Frame, 'source' | 'inspection'>): number | undefined {
  return source.kind === 'suggestion' ? source.drawn?.numbers[inspection.position - positionOf(0, inspection)] : undefined;
}

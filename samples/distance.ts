interface Point {
  x: number;
  y: number;
}

/** The distance between two points. */
export function distance(a: Point, b: Point): number {
  const dx = a.x - b.x;
  const dy = a.
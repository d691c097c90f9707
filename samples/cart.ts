interface Item {
  name: string;
  price: number;
  count: number;
}

/** What all items of a cart cost together. */
export function total(items: Item[]): number {
  let sum = 0;
  for (const item of items) {
    sum += 
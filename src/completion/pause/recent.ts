/** The last numbers of a kind, and what is usual among them: outliers do not move it. */
export class Recent {
  readonly #most: number;
  readonly #numbers: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#numbers.length;
  }

  add(number: number): void {
    this.#numbers.push(number);
    if (this.#numbers.length > this.#most) this.#numbers.shift();
  }

  /** @param share 0 for the least, 0.5 for the median, 1 for the greatest; undefined when there are no numbers */
  quantile(share: number): number | undefined {
    const sorted = this.#numbers.toSorted((a, b) => a - b);
    return sorted[Math.round(share * (sorted.length - 1))];
  }
}

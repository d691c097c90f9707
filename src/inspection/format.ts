import { percent } from './percent';

/** Numbers as the language writes them. */
export class Format {
  readonly locale: string;
  readonly #integer: Intl.NumberFormat;
  readonly #fixed = new Map<number, Intl.NumberFormat>();

  constructor(locale: string) {
    this.locale = Intl.NumberFormat.supportedLocalesOf([locale]).length > 0 ? locale : 'en';
    this.#integer = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 0 });
  }

  percent(probability: number): string {
    return percent(probability, this.locale);
  }

  integer(value: number): string {
    return this.#integer.format(value);
  }

  fixed(value: number, digits = 2): string {
    if (value === Number.NEGATIVE_INFINITY) return '−∞';
    let format = this.#fixed.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      this.#fixed.set(digits, format);
    }
    return format.format(value).replace('-', '−');
  }

  /** Milliseconds as measured: fewer digits the longer it took. */
  time(milliseconds: number): string {
    if (milliseconds >= 1000) return `${this.fixed(milliseconds / 1000, 1)} s`;
    return `${this.fixed(milliseconds, milliseconds < 10 ? 1 : 0)} ms`;
  }

  bytes(count: number): string {
    if (count < 1000) return `${this.integer(count)} B`;
    const units = ['KB', 'MB', 'GB'];
    let value = count;
    let unit = -1;
    for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
    return `${this.fixed(value, value < 10 ? 1 : 0)} ${units[unit]}`;
  }
}

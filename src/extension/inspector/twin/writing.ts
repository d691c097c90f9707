import { code } from '../../../inspection/markdown';
import { NextTokens } from '../../../inspection/next-tokens';
import { Outcome } from '../../../inspection/outcome';
import { percent } from '../../../inspection/percent';
import { rulesOf } from '../../../inspection/rules';
import { plainLabel } from '../../../inspection/token-label';
import type { Shown } from '../desk';

/** What every part of the text works with: the distributions, and how tokens and numbers are written. */
export class Writing {
  readonly shown: Shown;
  readonly locale: string;
  readonly next: NextTokens;
  readonly outcome: Outcome;
  readonly #number: Intl.NumberFormat;

  constructor(shown: Shown, locale: string) {
    const { frame, vocabulary, tried } = shown;
    this.shown = shown;
    this.locale = locale;
    this.next = new NextTokens(frame.inspection);
    this.outcome = new Outcome(this.next, rulesOf(frame.inspection, tried?.settings ?? frame.settings, vocabulary, tried?.order));
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  }

  readonly label = (id: number): string => code(plainLabel(this.shown.vocabulary.label(id)));
  readonly share = (probability: number): string => percent(probability, this.locale);
  readonly number = (value: number): string => this.#number.format(value);
}

export function megabytes(bytes: number): number {
  return bytes / 1024 ** 2;
}

import { Format } from '../../../inspection/format';
import { code } from '../../../inspection/markdown';
import { NextTokens } from '../../../inspection/next-tokens';
import { Outcome } from '../../../inspection/outcome';
import { rulesOf } from '../../../inspection/rules';
import { plainLabel, textLabel } from '../../../inspection/token-label';
import type { SamplingSettings } from '../../../sampling/settings';
import type { Shown } from '../desk';

/** What every part of the text works with: the distributions, and how tokens and numbers are written. */
export class Writing {
  readonly shown: Shown;
  readonly format: Format;
  /** Those that the page applies. */
  readonly settings: SamplingSettings;
  readonly next: NextTokens;
  readonly outcome: Outcome;

  constructor(shown: Shown, locale: string) {
    const { frame, vocabulary, tried } = shown;
    this.shown = shown;
    this.format = new Format(locale);
    this.settings = tried?.settings ?? frame.settings;
    this.next = new NextTokens(frame.inspection);
    this.outcome = new Outcome(this.next, rulesOf(frame.inspection, this.settings, vocabulary, tried?.order));
  }

  /** A token as code, with what is invisible made visible. */
  readonly label = (id: number): string => code(plainLabel(this.shown.vocabulary.label(id)));
  /** A token with its natural log-probability as a share. */
  readonly scored = ({ id, logprob }: { readonly id: number; readonly logprob: number }): string =>
    `${this.label(id)} ${this.share(Math.exp(logprob))}`;
  /** A text likewise. */
  readonly text = (text: string): string => code(plainLabel(textLabel(text)));
  readonly share = (probability: number): string => this.format.percent(probability);
  readonly integer = (value: number): string => this.format.integer(value);
  readonly fixed = (value: number, digits?: number): string => this.format.fixed(value, digits);
}

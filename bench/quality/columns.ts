/** What is compared: the product, the product without a part, and other ways to choose a suggestion. */
import type { Place } from './cursors';
import type { Answer, Variant } from './engine';

/** What can be switched off. */
export const PARTS = ['healing'] as const;
export type Part = (typeof PARTS)[number];

/** What could be done differently. */
export const TRIALS = ['best', 'any', 'beam'] as const;
export type Trial = (typeof TRIALS)[number];

export const isPart = (word: string): word is Part => PARTS.some((part) => part === word);
export const isTrial = (word: string): word is Trial => TRIALS.some((trial) => trial === word);

export interface Column {
  readonly key: 'product' | Part | Trial;
  readonly title: string;
  /** The engine's answer that it is made from. */
  readonly variant: Variant;
  /** What would be shown at the cursor; several only for a trial that counts as right what any of them gets right. */
  readonly shown: (answer: Answer, place: Place) => readonly string[];
}

const first = ({ candidates }: Answer) => [candidates[0]!.text];

export const PRODUCT: Column = { key: 'product', title: 'Inkling', variant: 'product', shown: first };

export function without(part: Part): Column {
  switch (part) {
    case 'healing':
      return { key: part, title: 'without healing', variant: 'healing', shown: first };
  }
}

export function trial(name: Trial): Column {
  switch (name) {
    case 'best': {
      const best = ({ candidates }: Answer) => [candidates.reduce((a, b) => (b.logprob > a.logprob ? b : a)).text];
      return { key: name, title: 'likeliest of 4', variant: 'candidates', shown: best };
    }
    case 'any':
      return { key: name, title: 'any of 4', variant: 'candidates', shown: ({ candidates }) => candidates.map(({ text }) => text) };
    case 'beam':
      return { key: name, title: 'beam search, 4', variant: 'beam', shown: first };
  }
}

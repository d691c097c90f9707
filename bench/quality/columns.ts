/** What is compared: the product, the product without a part, and other ways to choose a suggestion. */
import { cutAtConfidence } from '../../src/completion/confidence/cut';
import type { Confidence } from '../../src/completion/confidence/levels';
import { applyFilters } from '../../src/completion/filters';
import type { Place } from './cursors';
import type { Answer, Variant } from './engine';

/** What can be switched off. */
export const PARTS = ['healing', 'beginnings', 'context', 'memory', 'suffix', 'filters', 'confidence'] as const;
export type Part = (typeof PARTS)[number];

/** What could be done differently. */
export const TRIALS = ['medium', 'high', 'short', 'best', 'any', 'beam'] as const;
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

type One = Answer['candidates'][number];

const first = ({ candidates }: Answer) => candidates[0]!;

/** As the extension shows it: as far as the model is sure, and then filtered. */
function shaped({ tokens, text }: One, { language, before, after }: Place, level: Confidence = 'low'): string {
  const known = language === 'declarations' ? 'typescript' : language; // as VS Code names it
  return applyFilters(cutAtConfidence(tokens, text, level), { language: known, before, after }).text;
}

const asShown = (answer: Answer, place: Place) => [shaped(first(answer), place)];

export const PRODUCT: Column = { key: 'product', title: 'Inkling', variant: 'product', shown: asShown };

export function without(part: Part): Column {
  switch (part) {
    case 'healing':
    case 'beginnings':
    case 'context':
    case 'memory':
    case 'suffix':
      return { key: part, title: `without ${TITLES[part]}`, variant: part, shown: asShown };
    case 'filters':
      return { key: part, title: 'without filters', variant: 'product', shown: (answer) => [sure(first(answer))] };
    case 'confidence':
      return { key: part, title: 'without a least confidence', variant: 'product', shown: atConfidence('off') };
  }
}

const sure = ({ tokens, text }: One) => cutAtConfidence(tokens, text, 'low');

const atConfidence = (level: Confidence) => (answer: Answer, place: Place) => [shaped(first(answer), place, level)];

const TITLES = {
  healing: 'token healing',
  beginnings: 'competing beginnings',
  context: 'neighbours (own document only)',
  memory: 'memory',
  suffix: 'text below',
} as const;

export function trial(name: Trial): Column {
  switch (name) {
    case 'medium':
    case 'high':
      return { key: name, title: `${name} confidence`, variant: 'product', shown: atConfidence(name) };
    case 'short':
      return { key: name, title: 'a quarter of the window', variant: 'short', shown: asShown };
    case 'best': {
      const best = ({ candidates }: Answer) => candidates.reduce((a, b) => (b.logprob > a.logprob ? b : a));
      return { key: name, title: 'likeliest of 4', variant: 'candidates', shown: (answer, place) => [shaped(best(answer), place)] };
    }
    case 'any': {
      const all = ({ candidates }: Answer, place: Place) => candidates.map((candidate) => shaped(candidate, place));
      return { key: name, title: 'any of 4', variant: 'candidates', shown: all };
    }
    case 'beam':
      return { key: name, title: 'beam search, 4', variant: 'beam', shown: asShown };
  }
}

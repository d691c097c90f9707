import type { Format } from '../../inspection/format';
import type { Cut } from '../../sampling/step';
import type { Text } from './text';

/** Why a token was cut, in words and with the numbers that the step saw. */
export function verdict(cut: Cut, { cut: words }: Text, format: Format): string {
  switch (cut.by) {
    case 'model':
      return words.model;
    case 'constraint':
      return words.constraint;
    case 'temperature':
      return words.temperature;
    case 'top-k':
      return words.topK(format.integer(cut.rank), format.integer(cut.k));
    case 'top-p':
      return words.topP(format.percent(cut.likelier), format.percent(cut.p));
    case 'min-p':
      return words.minP(
        format.percent(cut.probability),
        format.percent(cut.p * cut.largest),
        format.percent(cut.p),
        format.percent(cut.largest),
      );
  }
}

import type { Format } from '../../inspection/format';
import type { Condition } from '../model/conditions';
import type { Text } from './text';

export function conditionSentence(condition: Condition, { conditions }: Text, format: Format): string {
  switch (condition.kind) {
    case 'truncated':
      return conditions.truncated.sentence(format.integer(condition.characters), format.integer(condition.window));
    case 'cursors':
      return conditions.cursors.sentence(format.integer(condition.count));
    case 'empty':
      return conditions.empty.sentence;
  }
}

import type { LabelPart } from '../../inspection/token-label';
import type { Text } from './text';

/** A label for those who hear it. */
export function spoken(parts: readonly LabelPart[], { spoken: words }: Text): string {
  if (parts.length === 0) return words.empty;
  return parts.map((part) => say(part, words)).join(' ');
}

function say({ kind, text }: LabelPart, words: Text['spoken']): string {
  switch (kind) {
    case 'text':
    case 'code-point':
      return text;
    case 'bytes':
      return words.bytes(text.slice(1, -1));
    case 'special':
      return words.special(text);
    case 'space': {
      const [mark, count] = text.split('×');
      const name = words.marks[mark as keyof Text['spoken']['marks']] ?? mark!;
      return count ? words.times(name, count) : name;
    }
  }
}

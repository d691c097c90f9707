import type { Format } from '../../inspection/format';
import type { Source } from '../../protocol/panel';
import type { Text } from './text';

/** Where the text that is looked at comes from. */
export function placeOf(source: Source, { header }: Text, format: Format): string {
  switch (source.kind) {
    case 'document':
      return header.place(source.name, format.integer(source.line), format.integer(source.column));
    case 'text':
      return header.freeText;
    case 'suggestion':
      return header.suggestion(source.text);
    case 'replay':
      return source.name;
  }
}

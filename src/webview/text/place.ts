import type { Format } from '../../inspection/format';
import { plainLabel, textLabel, visible } from '../../inspection/token-label';
import type { Source } from '../../protocol/panel';
import type { Text } from './text';

/** Where the text that is looked at comes from, with nothing in it that can not be seen. */
export function placeOf(source: Source, { header }: Text, format: Format): string {
  switch (source.kind) {
    case 'document':
      return header.place(visible(source.name), format.integer(source.line), format.integer(source.column));
    case 'text':
      return header.freeText;
    case 'suggestion':
      return header.suggestion(plainLabel(textLabel(source.text)));
    case 'replay':
      return visible(source.name);
  }
}

import type { Format } from '../../inspection/format';
import type { Analysis } from '../model/analysis';
import type { PageState } from '../model/state';
import { spoken } from './spoken';
import type { Text } from './text';

/** The result in one sentence, to be heard. */
export function likeliest(
  state: PageState,
  analysis: Analysis,
  { text, format }: { readonly text: Text; readonly format: Format },
): string {
  const next = analysis.next(state);
  const { vocabulary } = state;
  if (!next || !vocabulary) return '';
  const say = (rank: number) => {
    const id = next.at(Math.min(rank, next.size));
    return `${spoken(vocabulary.label(id), text)} ${format.percent(next.mixed[id]!)}`;
  };
  return text.announce(say(1), say(2), format.fixed(next.entropy));
}

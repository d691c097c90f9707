import { attentionOf } from '../../inspection/attention';
import type { PageState } from './state';

/** How strongly each token is attended (T), by the layer and head chosen or the mean over them; the weights add up to 1. */
export function attentionShown({ extras, view }: Pick<PageState, 'extras' | 'view'>): Float64Array | undefined {
  const { attention } = extras;
  return attention && attentionOf(attention, view.layer, view.head);
}

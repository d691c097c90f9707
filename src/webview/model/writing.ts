import type { CopyFormat, FromPage, Tried } from '../../protocol/panel';
import type { PageState } from './state';
import { settingsShown } from './update';

/** What asks the host to write down what is shown, with what the page applies and shows besides. */
export function writing(state: PageState, as: CopyFormat | 'text'): FromPage {
  const tried = triedIn(state);
  return as === 'text' ? { type: 'open-as-text', tried } : { type: 'copy', format: as, tried };
}

function triedIn(state: PageState): Tried {
  const { order, seed, coin, flips, layer, head } = state.view;
  return {
    settings: settingsShown(state),
    order,
    coin: { seed, flips: coin === 'document' ? flips : 0 },
    attention: { ...(layer !== undefined && { layer }), ...(head !== undefined && { head }) },
  };
}

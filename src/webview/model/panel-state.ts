import type { Format } from '../../inspection/format';
import type { PanelState } from '../../protocol/panel';
import type { Text } from '../text/text';

/** What a state says, beside its word: a sentence for everybody, screen readers included. */
export function stateSentence(panel: PanelState, { states }: Text, format: Format): string {
  switch (panel.kind) {
    case 'loading':
      return states.loading.sentence(format.percent(panel.fraction));
    case 'unsupported':
      return states.unsupported.sentence[panel.reason];
    case 'reading':
      return panel.of === 0 ? states.reading.begins : states.reading.sentence(format.integer(panel.done), format.integer(panel.of));
    case 'stale':
      return states.stale.sentence(format.integer(panel.line), format.integer(panel.edits), panel.edits);
    case 'error':
    case 'no-model':
      return panel.message;
    case 'no-editor':
    case 'live':
    case 'pinned':
    case 'paused':
    case 'cancelled':
    case 'untrusted':
    case 'no-logits':
      return states[panel.kind].sentence;
  }
}

/** Of a state in which something goes on: how much is done, 0 to 1. */
export function stateProgress(panel: PanelState): number | undefined {
  if (panel.kind === 'loading') return panel.fraction;
  return panel.kind === 'reading' && panel.of > 0 ? panel.done / panel.of : undefined;
}

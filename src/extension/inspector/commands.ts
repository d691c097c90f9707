import { l10n, window } from 'vscode';
import { toEngineError } from '../../protocol/errors';
import { COMMANDS } from '../identifiers';
import { chooseSuggestion } from './choose-suggestion';
import type { InspectionEngine } from './engine';
import { findSurprises } from './find-surprises';
import { chooseLikelyToken } from './likely-token';
import type { OpenInspector } from './open-inspector';
import { nothingHere, panelCommands } from './panel-commands';
import type { Suggestion } from './suggestion';
import type { SurprisingPlaces } from './surprise';
import type { VsCodeDesk } from './vscode-desk';

export interface InspectorCommands {
  readonly engine: InspectionEngine;
  readonly desk: VsCodeDesk;
  readonly open: OpenInspector;
  readonly places: SurprisingPlaces;
  /** What was suggested last, best first. */
  readonly suggestions: () => readonly Suggestion[];
  /** Tells why the engine did not answer. */
  readonly failed: (error: ReturnType<typeof toEngineError>) => void;
}

/** The commands around the inspector. What the user asked for and can not be had is said in one sentence. */
export function inspectorCommands({ engine, desk, open, places, suggestions, failed }: InspectorCommands) {
  const asked = (action: () => Promise<void>) => async (): Promise<void> => {
    try {
      await action();
    } catch (thrown) {
      failed(toEngineError(thrown));
    }
  };
  const go = (direction: 1 | -1) =>
    asked(async () => {
      if (places.go(direction)) return;
      if (!(await findSurprises(engine, desk))) void window.showInformationMessage(nothingHere());
      else if (!places.go(direction)) void window.showInformationMessage(l10n.t('Nothing in this file surprises the model much.'));
    });
  return {
    [COMMANDS.showProbabilities]: () => void open.open(),
    [COMMANDS.inspectSuggestion]: async () => {
      const all = suggestions();
      const suggestion = await chooseSuggestion(all);
      if (suggestion) open.inspectSuggestion(suggestion);
      else if (all.length === 0) void window.showInformationMessage(l10n.t('There was no suggestion yet that could be inspected.'));
    },
    [COMMANDS.insertLikelyToken]: asked(async () => {
      const front = desk.front();
      if (front.kind !== 'place') return void window.showInformationMessage(nothingHere());
      const text = await chooseLikelyToken(engine, front.place);
      if (text !== undefined && !(await desk.insert(front.place, text))) {
        void window.showInformationMessage(l10n.t('The text has changed since, so nothing was inserted.'));
      }
    }),
    [COMMANDS.findSurprises]: asked(async () => {
      if (!(await findSurprises(engine, desk))) void window.showInformationMessage(nothingHere());
    }),
    [COMMANDS.nextSurprise]: go(1),
    [COMMANDS.previousSurprise]: go(-1),
    ...panelCommands({ engine, desk, open, asked }),
  };
}

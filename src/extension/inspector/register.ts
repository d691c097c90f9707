import { Disposable, type LogOutputChannel, type Uri, window } from 'vscode';
import type { EngineError } from '../../protocol/errors';
import { INSPECTOR_VIEW } from '../identifiers';
import { inspectorCommands } from './commands';
import type { InspectionEngine } from './engine';
import type { Surroundings } from './front';
import { OpenInspector } from './open-inspector';
import type { Suggestion } from './suggestion';
import { SurprisingPlaces } from './surprise';
import { VsCodeDesk } from './vscode-desk';

export interface InspectorParts {
  readonly engine: InspectionEngine & { restart(): Promise<unknown> };
  readonly surroundings: Surroundings;
  /** The folder of the page's script and style. */
  readonly files: Uri;
  /** What was suggested last, best first. */
  readonly suggestions: () => readonly Suggestion[];
  readonly failed: (error: EngineError) => void;
  readonly log: LogOutputChannel;
}

/** The inspector with its commands. Nothing of it works before the user asks, or has left the panel open in the last session. */
export function createInspector({ engine, surroundings, files, suggestions, failed, log }: InspectorParts) {
  const places = new SurprisingPlaces();
  const desk = new VsCodeDesk(surroundings, places, () => engine.restart());
  const open = new OpenInspector(engine, desk, files, log);
  // What the page itself needs is in its own saved state, which VS Code gives to it.
  const serializer = window.registerWebviewPanelSerializer(INSPECTOR_VIEW, { deserializeWebviewPanel: async (panel) => open.adopt(panel) });
  return {
    actions: inspectorCommands({ engine, desk, open, places, suggestions, failed }),
    disposable: Disposable.from(serializer, open, places),
  };
}

import { l10n, ProgressLocation, window } from 'vscode';
import { Vocabulary } from '../../inspection/vocabulary';
import type { ScannedToken } from '../../protocol/inspection';
import type { InspectionEngine } from './engine';
import type { VsCodeDesk } from './vscode-desk';

/**
 * Reads the file in front for what surprises the model, and marks that in the editor. Can be cancelled.
 * @returns whether there is a file that may be read
 */
export async function findSurprises(engine: InspectionEngine, desk: VsCodeDesk): Promise<boolean> {
  const passage = await desk.passage('file');
  if (!passage) return false;
  await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Reading the file for surprising code'), cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      const listener = token.onCancellationRequested(() => stop.abort());
      try {
        const vocabulary = new Vocabulary(await engine.vocabulary());
        const tokens: ScannedToken[] = [];
        let done = 0;
        desk.mark(true);
        await engine.scan(passage, {
          signal: stop.signal,
          onPart: (part) => {
            tokens.push(...part.tokens);
            progress.report({ increment: 100 * (part.done - done) });
            done = part.done;
            desk.scanned(passage, vocabulary, tokens);
          },
        });
      } finally {
        listener.dispose();
      }
    },
  );
  return true;
}

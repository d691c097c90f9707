import { l10n, Uri, window, workspace } from 'vscode';
import { replayOf } from '../../completion/trace/replay';
import type { Traces } from '../../completion/trace/traces';
import type { ModelInfo } from '../../protocol/messages';
import { modelFile } from '../model-file';

/**
 * Writes the last answered request to a file that the user chooses; `inkling replay` asks it again.
 * @param model the model that is open
 */
export async function saveReplay({ lastAnswered: run }: Pick<Traces, 'lastAnswered'>, model: ModelInfo | undefined): Promise<void> {
  if (!run || !model) {
    void window.showInformationMessage(l10n.t('The engine has answered no request yet.'));
    return;
  }
  const file = await window.showSaveDialog({ defaultUri: Uri.file('inkling-request.json'), filters: { JSON: ['json'] } });
  if (!file) return;
  const replay = replayOf(run.request, run.completion, run.sources, await modelFile(model.path), model.threads);
  await workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify(replay, undefined, 2)}\n`));
  void window.showInformationMessage(
    l10n.t('Saved. The file holds the text around the cursor and related code: look at it before you give it to somebody.'),
  );
}

import { createHash } from 'node:crypto';
import { basename } from 'node:path/posix';
import { l10n, Uri, window, workspace } from 'vscode';
import { differenceOf, inspectionFile, type ModelMark, parseSaved, type SavedInspection } from '../../inspection/saved';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { ModelInfo } from '../../protocol/messages';
import { modelFile } from '../model-file';
import type { Now, SavedFile, Shown } from './desk';
import { differenceText } from './differences';

const JSON_FILES = { JSON: ['json'] };

/** Inspections in files that the user chooses. */
export class SavedInspections {
  #mark: { readonly path: string; readonly mark: Promise<ModelMark> } | undefined; // of the last model: its file is large

  async save(shown: Shown): Promise<void> {
    const to = await window.showSaveDialog({
      title: l10n.t('Save inspection'),
      filters: JSON_FILES,
      defaultUri: Uri.file('inspection.json'),
    });
    if (!to) return;
    const file = inspectionFile(shown, await this.#markOf(shown.model, shown.vocabulary));
    await workspace.fs.writeFile(to, new TextEncoder().encode(file));
  }

  /** Undefined when none is chosen, or one that can not be opened, which the user is told. */
  async open(): Promise<SavedFile | undefined> {
    const [from] = (await window.showOpenDialog({ title: l10n.t('Open saved inspection'), filters: JSON_FILES })) ?? [];
    if (!from) return undefined;
    const saved = parsed(new TextDecoder().decode(await workspace.fs.readFile(from)));
    if (saved) return { name: basename(from.path), saved };
    void window.showErrorMessage(l10n.t('{0} is no inspection that this Inkling has saved.', basename(from.path)));
    return undefined;
  }

  async differences(saved: SavedInspection, { inspection, model, vocabulary }: Now): Promise<readonly string[]> {
    const difference = differenceOf(saved, inspection, await this.#markOf(model, vocabulary));
    return difference ? [differenceText(difference, vocabulary)] : [];
  }

  #markOf({ path }: ModelInfo, vocabulary: Vocabulary): Promise<ModelMark> {
    if (this.#mark?.path !== path) this.#mark = { path, mark: markOf(path, vocabulary) };
    return this.#mark.mark;
  }
}

async function markOf(path: string, { table }: Vocabulary): Promise<ModelMark> {
  const vocabularySha256 = createHash('sha256').update(table.bytes).update(table.ends).digest('hex');
  return { ...(await modelFile(path)), vocabularySha256 };
}

function parsed(text: string): SavedInspection | undefined {
  try {
    return parseSaved(JSON.parse(text));
  } catch {
    return undefined;
  }
}

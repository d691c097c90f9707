import { extensions, type Uri } from 'vscode';

/** The part of the built-in Git extension's interface that is used here. */
interface GitExports {
  getAPI(version: 1): { getRepository(uri: Uri): { checkIgnore(paths: string[]): Promise<Set<string>> } | null };
}

/**
 * That Git ignores nothing has to be said twice: the built-in extension takes its answer when Git has ended, which on a machine with
 * too much to do may be before all of it has come, and an answer that is lost looks the same.
 */
const QUESTIONS = 2;

/**
 * Whether Git is known to take care of a file rather than to ignore it. Where nobody can say (no repository, no Git, another
 * machine), it is not known: such a file is read only while it is open.
 */
export async function isKept(uri: Uri): Promise<boolean> {
  const git = extensions.getExtension<GitExports>('vscode.git');
  if (!git?.isActive) return false;
  try {
    const repository = git.exports.getAPI(1).getRepository(uri);
    if (!repository) return false;
    for (let time = 0; time < QUESTIONS; time++) if ((await repository.checkIgnore([uri.fsPath])).has(uri.fsPath)) return false;
    return true;
  } catch {
    return false; // Git is switched off, or failed
  }
}

import { FileType, type Uri, workspace } from 'vscode';

/** A larger file is generated, or data. */
const LARGEST_FILE = 256 * 1024; // bytes

/** Whether there is a file. A link is none: it may lead to what must not be read. */
export async function isFile(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type === FileType.File;
  } catch {
    return false;
  }
}

/** The text of a file; undefined when it cannot be read, is too large, or is no text. */
export async function readText(uri: Uri): Promise<string | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (type !== FileType.File || size > LARGEST_FILE) return undefined;
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

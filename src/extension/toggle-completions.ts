import { ConfigurationTarget, type TextDocument, workspace } from 'vscode';
import { SECTION, SETTINGS } from './identifiers';
import type { Settings } from './settings';

type Inspection = NonNullable<ReturnType<ReturnType<typeof workspace.getConfiguration>['inspect']>>;

/** Turns completions on or off for the document in front, and tells which of the two. */
export async function toggleCompletions(settings: Settings, document: TextDocument | undefined): Promise<boolean> {
  const configuration = workspace.getConfiguration(SECTION, document);
  const enabled = !settings.enabled(document);
  const { target, forLanguage } = whereItHolds(configuration.inspect(SETTINGS.enabled));
  await configuration.update(SETTINGS.enabled, enabled, target, forLanguage);
  return enabled;
}

/** The place whose value holds now, strongest first: written anywhere weaker, the new value would have no effect. */
function whereItHolds(found: Inspection | undefined): { target: ConfigurationTarget; forLanguage: boolean } {
  const places = [
    { value: found?.workspaceFolderLanguageValue, target: ConfigurationTarget.WorkspaceFolder, forLanguage: true },
    { value: found?.workspaceLanguageValue, target: ConfigurationTarget.Workspace, forLanguage: true },
    { value: found?.globalLanguageValue, target: ConfigurationTarget.Global, forLanguage: true },
    { value: found?.workspaceFolderValue, target: ConfigurationTarget.WorkspaceFolder, forLanguage: false },
    { value: found?.workspaceValue, target: ConfigurationTarget.Workspace, forLanguage: false },
  ];
  return places.find(({ value }) => value !== undefined) ?? { target: ConfigurationTarget.Global, forLanguage: false };
}

import type { SamplingSettings } from '../sampling/settings';

/**
 * What the manifest contributes, once: `package.json` names the same, and a test compares the two.
 */
export const COMMANDS = {
  toggleCompletions: 'inkling.toggleCompletions',
  toggleLanguage: 'inkling.toggleLanguage',
  toggleFile: 'inkling.toggleFile',
  snooze: 'inkling.snooze',
  endSnooze: 'inkling.endSnooze',
  restartEngine: 'inkling.restartEngine',
  showLog: 'inkling.showLog',
  whyThisSuggestion: 'inkling.whyThisSuggestion',
  whyNoSuggestion: 'inkling.whyNoSuggestion',
  saveRequest: 'inkling.saveRequest',
  showProbabilities: 'inkling.showProbabilities',
  inspectSuggestion: 'inkling.inspectSuggestion',
  insertLikelyToken: 'inkling.insertLikelyToken',
  openInspectionAsText: 'inkling.openInspectionAsText',
  followCursor: 'inkling.followCursor',
  stopFollowing: 'inkling.stopFollowing',
  pinInspection: 'inkling.pinInspection',
  unpinInspection: 'inkling.unpinInspection',
  stopInspection: 'inkling.stopInspection',
  copyAsMarkdown: 'inkling.copyAsMarkdown',
  copyAsCsv: 'inkling.copyAsCsv',
  copyAsJson: 'inkling.copyAsJson',
  saveInspection: 'inkling.saveInspection',
  openInspection: 'inkling.openInspection',
  findSurprises: 'inkling.findSurprises',
  nextSurprise: 'inkling.nextSurprise',
  previousSurprise: 'inkling.previousSurprise',
} as const;

/** Commands that the extension gives to VS Code to run; nobody finds them in a list. */
export const INTERNAL_COMMANDS = {
  suggestionAccepted: 'inkling.suggestionAccepted',
} as const;

/** Settings, below `inkling.` */
export const SETTINGS = {
  enabled: 'enabled',
  isolation: 'engine.isolation',
  threads: 'engine.threads',
  cacheMemory: 'engine.cacheMemory',
  idleMinutes: 'engine.idleMinutes',
  powerPolicy: 'power.policy',
  maxTokens: 'completion.maxTokens',
  multiline: 'completion.multiline',
  minimumConfidence: 'completion.minimumConfidence',
  exclude: 'completion.exclude',
  memory: 'memory.enabled',
  inComments: 'completion.inComments',
  inUntrustedWorkspaces: 'completion.inUntrustedWorkspaces',
} as const;

/** A sampling setting, below `inkling.` */
export function samplingSetting(name: keyof SamplingSettings): string {
  return `sampling.${name}`;
}

/** Of the documents that say why there is a suggestion, or none. */
export const TRACE_SCHEME = 'inkling-trace';

/** What VS Code calls the inspector's panel. */
export const INSPECTOR_VIEW = 'inkling.inspector';

/** What menus go by: how the inspector's panel stands to the cursor. */
export const CONTEXT_KEYS = {
  following: 'inkling.inspector.following',
  pinned: 'inkling.inspector.pinned',
} as const;

export const SECTION = 'inkling';

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

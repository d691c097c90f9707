import { type ConfigurationChangeEvent, type ConfigurationScope, l10n, workspace } from 'vscode';
import { CONFIDENCES, type Confidence } from '../completion/confidence/levels';
import { MULTILINES, type Multiline } from '../completion/extent/extent';
import { POWER_POLICIES, type PowerPolicy } from '../completion/power/policy';
import type { SamplingSettings } from '../sampling/settings';
import type { EngineLog } from './engine/log';
import type { Isolation } from './engine/start-engine';
import { settingErrorText } from './error-text';
import { SECTION, SETTINGS, samplingSetting } from './identifiers';
import { type SamplingFault, samplingSettings } from './sampling';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;

/**
 * The user's settings, read when they are needed so that a change holds at once.
 *
 * The manifest gives limits and defaults, but a settings file may say anything, so what is read is put right here.
 */
export class Settings {
  readonly #log: Pick<EngineLog, 'warn'>;
  /** Complaints that are in the log already: settings are read at every key. */
  readonly #told = new Set<string>();

  constructor(log: Pick<EngineLog, 'warn'>) {
    this.#log = log;
  }

  /** Whether to complete in a document. */
  enabled(scope: ConfigurationScope | undefined): boolean {
    return this.#get(SETTINGS.enabled, scope) !== false;
  }

  /** Where completions are switched off for a document: for its language, or for all; undefined when they are on. */
  off(scope: ConfigurationScope | undefined): 'globally' | 'language' | undefined {
    if (this.enabled(scope)) return undefined;
    const found = workspace.getConfiguration(SECTION, scope).inspect(SETTINGS.enabled);
    const ofLanguage = [found?.globalLanguageValue, found?.workspaceLanguageValue, found?.workspaceFolderLanguageValue];
    return ofLanguage.includes(false) ? 'language' : 'globally';
  }

  /** Whether to complete in comments. */
  inComments(scope: ConfigurationScope | undefined): boolean {
    return this.#get(SETTINGS.inComments, scope) !== false;
  }

  /** Whether to complete in workspaces that the user does not trust. */
  inUntrustedWorkspaces(): boolean {
    return this.#get(SETTINGS.inUntrustedWorkspaces) !== false;
  }

  maxTokens(scope: ConfigurationScope | undefined): number {
    return wholeNumber(this.#get(SETTINGS.maxTokens, scope), { least: 1, most: 256, otherwise: 64 });
  }

  /** Whether completions in a document may draw on the memory of the user's own code. */
  memory(scope: ConfigurationScope | undefined): boolean {
    return this.#get(SETTINGS.memory, scope) !== false;
  }

  /** Whether a suggestion may have several lines. */
  multiline(scope: ConfigurationScope | undefined): Multiline {
    const value = this.#get(SETTINGS.multiline, scope);
    return MULTILINES.find((one) => one === value) ?? 'auto';
  }

  /** How sure the model has to be of what is shown. */
  minimumConfidence(scope: ConfigurationScope | undefined): Confidence {
    const value = this.#get(SETTINGS.minimumConfidence, scope);
    return CONFIDENCES.find((one) => one === value) ?? 'low';
  }

  /**
   * Patterns of files that are never read, those of the user, the workspace and the folder together: where VS Code lets
   * one list take the place of another, a workspace could let Inkling read what the user has excluded.
   */
  exclude(scope: ConfigurationScope | undefined): readonly unknown[] {
    const found = workspace.getConfiguration(SECTION, scope).inspect(SETTINGS.exclude);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].flatMap((value) => value ?? []);
  }

  /** How tokens are chosen. What cannot be used is in the log, once, and the default holds. */
  sampling(scope: ConfigurationScope | undefined): SamplingSettings {
    return samplingSettings(
      (name) => this.#get(samplingSetting(name), scope),
      (fault) => this.#tell(fault),
    );
  }

  isolation(): Isolation {
    return this.#get(SETTINGS.isolation) === 'thread' ? 'thread' : 'process';
  }

  /** Threads of a forward pass; 0 lets the engine choose. */
  threads(): number {
    return wholeNumber(this.#get(SETTINGS.threads), { least: 0, most: 64, otherwise: 0 });
  }

  /** Bytes for the caches of all documents. */
  cacheMemory(): number {
    return wholeNumber(this.#get(SETTINGS.cacheMemory), { least: 64, most: 8192, otherwise: 256 }) * MB;
  }

  /** Milliseconds without a request after which the engine ends; 0 is never. */
  idleTime(): number {
    return wholeNumber(this.#get(SETTINGS.idleMinutes), { least: 0, most: 1440, otherwise: 10 }) * MINUTE_MS;
  }

  powerPolicy(): PowerPolicy {
    const value = this.#get(SETTINGS.powerPolicy);
    return POWER_POLICIES.find((policy) => policy === value) ?? 'auto';
  }

  /** Whether a change needs another engine. */
  concernsEngine(change: ConfigurationChangeEvent): boolean {
    return [SETTINGS.isolation, SETTINGS.threads, SETTINGS.cacheMemory].some((key) => change.affectsConfiguration(`${SECTION}.${key}`));
  }

  /** Whether a change moves the end of an idle engine. */
  concernsIdleTime(change: ConfigurationChangeEvent): boolean {
    return change.affectsConfiguration(`${SECTION}.${SETTINGS.idleMinutes}`);
  }

  /** Whether a change is about what is never read. */
  concernsExclusion(change: ConfigurationChangeEvent): boolean {
    return change.affectsConfiguration(`${SECTION}.${SETTINGS.exclude}`);
  }

  /** Whether a change is about power. */
  concernsPower(change: ConfigurationChangeEvent): boolean {
    return change.affectsConfiguration(`${SECTION}.${SETTINGS.powerPolicy}`);
  }

  #tell({ name, error, instead }: SamplingFault): void {
    const complaint = settingErrorText(error, `${SECTION}.${samplingSetting(name)}`);
    if (this.#told.has(complaint)) return;
    this.#told.add(complaint);
    this.#log.warn(l10n.t('{0} The default is used: {1}.', complaint, instead));
  }

  #get(key: string, scope?: ConfigurationScope): unknown {
    return workspace.getConfiguration(SECTION, scope).get(key);
  }
}

function wholeNumber(value: unknown, { least, most, otherwise }: { least: number; most: number; otherwise: number }): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return otherwise;
  return Math.min(most, Math.max(least, Math.round(value)));
}

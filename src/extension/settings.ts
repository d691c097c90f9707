import { type ConfigurationChangeEvent, type ConfigurationScope, workspace } from 'vscode';
import type { Isolation } from './engine/start-engine';
import { SECTION, SETTINGS } from './identifiers';

/**
 * The user's settings, read when they are needed so that a change holds at once.
 *
 * The manifest gives limits and defaults, but a settings file may say anything, so what is read is put right here.
 */
export class Settings {
  /** Whether to complete in a document. */
  enabled(scope: ConfigurationScope | undefined): boolean {
    return this.#get(SETTINGS.enabled, scope) !== false;
  }

  maxTokens(scope: ConfigurationScope | undefined): number {
    return wholeNumber(this.#get(SETTINGS.maxTokens, scope), { least: 1, most: 256, otherwise: 64 });
  }

  isolation(): Isolation {
    return this.#get(SETTINGS.isolation) === 'thread' ? 'thread' : 'process';
  }

  /** Threads of a forward pass; 0 lets the engine choose. */
  threads(): number {
    return wholeNumber(this.#get(SETTINGS.threads), { least: 0, most: 64, otherwise: 0 });
  }

  /** Whether a change needs another engine. */
  concernsEngine(change: ConfigurationChangeEvent): boolean {
    return [SETTINGS.isolation, SETTINGS.threads].some((key) => change.affectsConfiguration(`${SECTION}.${key}`));
  }

  #get(key: string, scope?: ConfigurationScope): unknown {
    return workspace.getConfiguration(SECTION, scope).get(key);
  }
}

function wholeNumber(value: unknown, { least, most, otherwise }: { least: number; most: number; otherwise: number }): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return otherwise;
  return Math.min(most, Math.max(least, Math.round(value)));
}

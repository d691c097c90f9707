import { Disposable, window, workspace } from 'vscode';
import { isTooLarge } from '../../completion/gates/gates';
import { sizeOf } from '../completion/facts';
import type { ReadOnly } from '../completion/read-only';
import { isCode } from '../completion/selector';
import type { Exclusion } from '../context/exclusion';
import type { EngineClient } from '../engine/client';
import { SECTION } from '../identifiers';
import type { Power } from '../power/power';
import type { Settings } from '../settings';
import type { Snooze } from '../snooze';
import type { Switches } from '../switches';
import { type Status, statusOf } from './status';
import { type StatusView, statusView } from './view';

/** Work that is over sooner is not shown: a spinner at every key would only flicker. */
const SHOW_THINKING_AFTER_MS = 150;

export interface StatusSources {
  readonly engine: Pick<EngineClient, 'state' | 'onStateChange'>;
  readonly settings: Pick<Settings, 'inUntrustedWorkspaces'>;
  readonly switches: Pick<Switches, 'off' | 'onDidChange'>;
  readonly snooze: Pick<Snooze, 'until' | 'onDidChange'>;
  readonly exclusion: Pick<Exclusion, 'of'>;
  readonly readOnly: Pick<ReadOnly, 'has'>;
  readonly power: Pick<Power, 'decision' | 'onDidChange'>;
}

/** Where a status is shown. */
export interface StatusWidget extends Disposable {
  show(view: StatusView): void;
}

/** Keeps what is shown true: for the engine, the settings, and the document in front. Owns the widgets. */
export class StatusWatch implements Disposable {
  readonly #sources: StatusSources;
  readonly #widgets: readonly StatusWidget[];
  readonly #owned: Disposable;
  #later: NodeJS.Timeout | undefined;

  constructor(sources: StatusSources, widgets: readonly StatusWidget[]) {
    const { engine, switches, snooze, power } = sources;
    this.#sources = sources;
    this.#widgets = widgets;
    const update = (): void => this.#update();
    this.#owned = Disposable.from(
      ...widgets,
      engine.onStateChange(update),
      switches.onDidChange(update),
      snooze.onDidChange(update),
      power.onDidChange(update),
      window.onDidChangeActiveTextEditor(update),
      // A document that gets another language is closed and opened, and its editor stays.
      workspace.onDidOpenTextDocument((document) => {
        if (document === window.activeTextEditor?.document) this.#update();
      }),
      workspace.onDidGrantWorkspaceTrust(update),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) this.#update();
      }),
    );
    this.#update();
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#owned.dispose();
  }

  #update(): void {
    clearTimeout(this.#later);
    const status = this.#status();
    if (status.kind !== 'thinking') this.#show(status);
    else this.#later = setTimeout(() => this.#show(status), SHOW_THINKING_AFTER_MS);
  }

  #status(): Status {
    const { engine, settings, switches, snooze, exclusion, readOnly, power } = this.#sources;
    const document = window.activeTextEditor?.document;
    return statusOf({
      off: switches.off(document),
      language: document?.languageId,
      snoozedUntil: snooze.until,
      excluded: document && exclusion.of(document.uri),
      isReadOnly: document !== undefined && readOnly.has(document.uri),
      isCode: document === undefined || isCode(document),
      isTooLarge: document !== undefined && isTooLarge(sizeOf(document)),
      isTrusted: workspace.isTrusted,
      isWantedUntrusted: settings.inUntrustedWorkspaces(),
      power: power.decision.reason,
      engine: engine.state,
    });
  }

  #show(status: Status): void {
    const view = statusView(status);
    for (const widget of this.#widgets) widget.show(view);
  }
}

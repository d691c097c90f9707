import { l10n, window } from 'vscode';
import type { CopyFormat } from '../../protocol/panel';
import { COMMANDS } from '../identifiers';
import type { Shown } from './desk';
import type { InspectionEngine } from './engine';
import type { Inspector } from './inspector';
import { lookOnce } from './look-once';
import type { OpenInspector } from './open-inspector';
import type { VsCodeDesk } from './vscode-desk';

/** How long the status bar says that something was done, in milliseconds. */
const SAID_FOR = 3_000;

export interface PanelCommands {
  readonly engine: InspectionEngine;
  readonly desk: VsCodeDesk;
  readonly open: OpenInspector;
  /** An action whose failure is told. */
  readonly asked: (action: () => Promise<void>) => () => Promise<void>;
}

/**
 * What the panel's own buttons do, as commands. Where nothing has to be shown, such as to copy, the place in front is looked at
 * without a panel.
 */
export function panelCommands({ engine, desk, open, asked }: PanelCommands) {
  const shown = async (): Promise<Shown | undefined> => {
    if (open.inspector?.shown) return open.inspector.shown;
    const front = desk.front();
    return front.kind === 'place' ? lookOnce(engine, front.place, true, new AbortController().signal) : undefined;
  };
  const withShown = (action: (shown: Shown) => Promise<void>) =>
    asked(async () => {
      const known = await shown();
      if (known) await action(known);
      else void window.showInformationMessage(nothingHere());
    });
  /** By the page, where there is one: it knows the settings that it applies. */
  const write = (as: CopyFormat | 'text', otherwise: (shown: Shown) => Promise<void>) => {
    const withoutPage = withShown(otherwise);
    return async () => {
      if (!open.inspector?.write(as)) await withoutPage();
    };
  };
  const copy = (format: CopyFormat) =>
    write(format, async (known) => {
      await desk.copy(known, format);
      window.setStatusBarMessage(l10n.t('Copied.'), SAID_FOR);
    });
  const withPanel = (action: (inspector: Inspector) => Promise<void> | void) =>
    asked(async () => {
      if (open.inspector) await action(open.inspector);
      else void window.showInformationMessage(l10n.t('The token inspector is not open: this is about what it shows.'));
    });
  return {
    [COMMANDS.followCursor]: withPanel((inspector) => inspector.take({ type: 'follow', on: true })),
    [COMMANDS.stopFollowing]: withPanel((inspector) => inspector.take({ type: 'follow', on: false })),
    [COMMANDS.pinInspection]: withPanel(async (inspector) => {
      if (inspector.shown) await inspector.take({ type: 'pin', on: true });
      else void window.showInformationMessage(l10n.t('The token inspector shows nothing yet that could be pinned.'));
    }),
    [COMMANDS.unpinInspection]: withPanel((inspector) => inspector.take({ type: 'pin', on: false })),
    [COMMANDS.stopInspection]: withPanel((inspector) => inspector.stop()),
    [COMMANDS.openInspectionAsText]: write('text', (known) => desk.openAsText(known)),
    [COMMANDS.copyAsMarkdown]: copy('markdown'),
    [COMMANDS.copyAsCsv]: copy('csv'),
    [COMMANDS.copyAsJson]: copy('json'),
    [COMMANDS.saveInspection]: withShown((known) => desk.saveReplay(known)),
    [COMMANDS.openInspection]: asked(() => open.open().take({ type: 'open-replay' })),
  };
}

export function nothingHere(): string {
  return l10n.t('Put the cursor into a text that may be read.');
}

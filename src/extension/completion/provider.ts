import {
  type CancellationToken,
  type InlineCompletionContext,
  type InlineCompletionItem,
  type InlineCompletionItemProvider,
  InlineCompletionTriggerKind,
  type LogOutputChannel,
  type Position,
  type TextDocument,
} from 'vscode';
import { beginsInWord } from '../../completion/suffix';
import { EngineFault } from '../../protocol/errors';
import type { CompletionRequest, Prefix } from '../../protocol/messages';
import type { Exclusion } from '../context/exclusion';
import type { Neighbours } from '../context/neighbours';
import type { EngineClient } from '../engine/client';
import type { Settings } from '../settings';
import { abortSignal } from './abort';
import { choicesOf } from './choices';
import { itemsFor } from './item';
import { documentName } from './notebook';
import { AUTOMATIC_PAUSE_MS, pause } from './pause';
import { readPrefix } from './prefix';
import { isForCode } from './selector';
import { remainder, type Shown } from './shown';

/**
 * Decoding for an unasked suggestion stops here. The next key cancels it anyway; this is for the person who has stopped
 * to think on a machine that cannot keep up. (64 tokens take 0.7 s on the 2-core machine that the design measured; a limit
 * near that would cut lines short whenever something else runs.)
 */
const AUTOMATIC_TIME_LIMIT_MS = 5_000;

export interface ProviderSetup {
  readonly engine: Pick<EngineClient, 'complete'>;
  readonly settings: Settings;
  readonly exclusion: Pick<Exclusion, 'of'>;
  readonly neighbours: Pick<Neighbours, 'neighboursOf'>;
  readonly log: LogOutputChannel;
}

/**
 * Answers VS Code's question for ghost text: decides whether to ask the engine, asks, and says where the answer goes.
 *
 * It has no further public member: VS Code reads proposed handlers from a provider, and refuses one that has them.
 */
export class CompletionProvider implements InlineCompletionItemProvider {
  readonly #setup: ProviderSetup;
  #shown: Shown | undefined;

  constructor(setup: ProviderSetup) {
    this.#setup = setup;
  }

  async provideInlineCompletionItems(
    document: TextDocument,
    position: Position,
    context: InlineCompletionContext,
    token: CancellationToken,
  ): Promise<InlineCompletionItem[]> {
    const cancel = abortSignal(token);
    try {
      return await this.#items(document, position, context, cancel.signal);
    } catch (thrown) {
      // Never further than the log, and what happens to the engine is there already.
      if (!(thrown instanceof EngineFault)) this.#setup.log.error(thrown instanceof Error ? thrown : String(thrown));
      return [];
    } finally {
      cancel.dispose();
    }
  }

  async #items(
    document: TextDocument,
    position: Position,
    { triggerKind, selectedCompletionInfo: selected }: InlineCompletionContext,
    signal: AbortSignal,
  ): Promise<InlineCompletionItem[]> {
    if (!this.#setup.settings.enabled(document) || !isForCode(document) || this.#setup.exclusion.of(document.uri)) return [];
    const automatic = triggerKind === InlineCompletionTriggerKind.Automatic;
    const rest = document.lineAt(position).text.slice(position.character);
    if (automatic && beginsInWord(rest)) return [];
    const texts = await this.#texts(document, readPrefix(document, position), automatic, signal);
    if (signal.aborted) return []; // the text has changed: what was found belongs elsewhere
    return itemsFor(texts, { document, position, rest, selected });
  }

  /** What the model would write after `prefix`, best first; nothing when cancelled. */
  async #texts(document: TextDocument, prefix: Prefix, automatic: boolean, signal: AbortSignal): Promise<readonly string[]> {
    const name = documentName(document);
    const sampling = this.#setup.settings.sampling(document);
    const settings = { maxTokens: this.#setup.settings.maxTokens(document), sampling };
    if (automatic) {
      const left = this.#shown && remainder(this.#shown, { document: name, prefix, settings });
      if (left) return [left];
      if (!(await pause(AUTOMATIC_PAUSE_MS, signal))) return [];
    }
    const effort = automatic ? { timeLimit: AUTOMATIC_TIME_LIMIT_MS } : { count: choicesOf(sampling) };
    const context = this.#setup.settings.memory(document) ? { neighbours: this.#setup.neighbours.neighboursOf(document) } : {};
    const request: CompletionRequest = { document: name, prefix, extent: 'line', ...settings, ...effort, ...context };
    const { text, candidates, stop, timings, counts } = await this.#setup.engine.complete(request, { signal });
    if (stop === 'cancelled') return [];
    const texts = candidates?.map((candidate) => candidate.text) ?? [text];
    this.#shown = { document: name, prefix, settings, texts };
    this.#setup.log.debug(
      `${stop} after ${Math.round(timings.total)} ms: ${counts.reused} tokens reused, ${counts.prefilled} read, ${counts.decoded} written.`,
    );
    return texts;
  }
}

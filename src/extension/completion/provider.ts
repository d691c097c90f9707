import type {
  CancellationToken,
  InlineCompletionContext,
  InlineCompletionItem,
  InlineCompletionItemProvider,
  LogOutputChannel,
  Position,
  TextDocument,
} from 'vscode';
import type { Traces } from '../../completion/trace/traces';
import { EngineFault } from '../../protocol/errors';
import type { Neighbours } from '../context/neighbours';
import type { Settings } from '../settings';
import { abortSignal } from './abort';
import { choicesOf } from './choices';
import type { Completer } from './completer';
import { type FactSources, factsOf } from './facts';
import { itemsFor } from './item';
import { documentName } from './notebook';
import { readAfter, readPrefix } from './prefix';
import type { Question } from './question';

export interface ProviderSetup {
  readonly completer: Pick<Completer, 'answer'>;
  readonly sources: FactSources;
  readonly settings: Pick<Settings, 'maxTokens' | 'memory' | 'minimumConfidence' | 'multiline' | 'sampling'>;
  readonly neighbours: Pick<Neighbours, 'neighboursOf'>;
  readonly traces: Pick<Traces, 'silence'>;
  readonly log: Pick<LogOutputChannel, 'debug' | 'error'>;
}

/**
 * Takes VS Code's question for ghost text to the completer as plain data, and says where the answer goes.
 *
 * It has no further public member: VS Code reads proposed handlers from a provider, and refuses one that has them.
 */
export class CompletionProvider implements InlineCompletionItemProvider {
  readonly #setup: ProviderSetup;

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
    context: InlineCompletionContext,
    signal: AbortSignal,
  ): Promise<InlineCompletionItem[]> {
    const { completer, traces, log } = this.#setup;
    const question = this.#question(document, position, context);
    const trace = await completer.answer(question, signal);
    log.debug(`${trace.silence ?? trace.lookups.at(-1)?.name} after ${Math.round(trace.total)} ms: ${trace.texts.length} suggestions.`);
    const { selectedCompletionInfo: selected } = context;
    const items = itemsFor(trace.texts, { document, position, rest: question.facts.rest, selected });
    if (items.length === 0 && trace.texts.length > 0) traces.silence(trace, selected ? 'list-disagrees' : 'already-there');
    return items;
  }

  #question(document: TextDocument, position: Position, context: InlineCompletionContext): Question {
    const { settings, sources, neighbours } = this.#setup;
    const sampling = settings.sampling(document);
    return {
      document: documentName(document),
      language: document.languageId,
      facts: factsOf(sources, document, position, context),
      read: () => ({
        prefix: readPrefix(document, position),
        after: readAfter(document, position),
        neighbours: settings.memory(document) ? neighbours.neighboursOf(document) : undefined,
      }),
      settings: {
        maxTokens: settings.maxTokens(document),
        multiline: settings.multiline(document),
        minimumConfidence: settings.minimumConfidence(document),
        sampling,
      },
      choices: choicesOf(sampling),
    };
  }
}

import type {
  CancellationToken,
  InlineCompletionContext,
  InlineCompletionItem,
  InlineCompletionItemProvider,
  LogOutputChannel,
  Position,
  TextDocument,
} from 'vscode';
import { traceLine } from '../../completion/trace/line';
import type { Traces } from '../../completion/trace/traces';
import { EngineFault } from '../../protocol/errors';
import { abortSignal } from './abort';
import type { Completer } from './completer';
import { itemsFor } from './item';
import type { QuestionReader } from './reader';

export interface ProviderSetup {
  readonly completer: Pick<Completer, 'answer'>;
  readonly reader: Pick<QuestionReader, 'question'>;
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
    const { completer, reader, traces, log } = this.#setup;
    const question = reader.question(document, position, context);
    const trace = await completer.answer(question, signal);
    log.debug(traceLine(trace));
    const { selectedCompletionInfo: selected } = context;
    const items = itemsFor(trace.texts, { document, position, rest: question.facts.rest, selected });
    if (items.length === 0 && trace.texts.length > 0) traces.silence(trace, selected ? 'list-disagrees' : 'already-there');
    return items;
  }
}

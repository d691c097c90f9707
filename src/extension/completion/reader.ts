import type { InlineCompletionContext, Position, TextDocument } from 'vscode';
import type { Neighbours } from '../context/neighbours';
import type { Settings } from '../settings';
import { choicesOf } from './choices';
import { type FactSources, factsOf } from './facts';
import { documentName } from './notebook';
import { readAfter, readPrefix } from './prefix';
import type { Question } from './question';

export interface ReaderSetup {
  readonly sources: FactSources;
  readonly settings: Pick<Settings, 'maxTokens' | 'memory' | 'minimumConfidence' | 'multiline' | 'sampling'>;
  readonly neighbours: Pick<Neighbours, 'neighboursOf'>;
}

/** Makes plain data of what VS Code asks. */
export class QuestionReader {
  readonly #setup: ReaderSetup;

  constructor(setup: ReaderSetup) {
    this.#setup = setup;
  }

  question(document: TextDocument, position: Position, context: InlineCompletionContext): Question {
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

/** A model that is open: what decoding needs of it, and what there is to say about it. How it was opened is `open-model.ts`. */
import type { ModelInfo } from '../../protocol/messages';
import type { Precision } from '../graph/linear';
import type { TensorFile } from '../model/gguf/read';
import type { StartToken } from '../model/start-token';
import type { Tokenizer } from '../model/tokenizer/tokenizer';
import type { Session } from '../runtime/session';
import type { Decoder } from './decoder';

export interface ModelSource extends TensorFile {
  readonly precision: Precision;
}

export class Model {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly decoder: Decoder;
  readonly start: StartToken;
  /** Where its weights came from. */
  readonly source: ModelSource;
  readonly #session: Session;

  constructor(info: ModelInfo, tokenizer: Tokenizer, decoder: Decoder, start: StartToken, session: Session, source: ModelSource) {
    this.info = info;
    this.tokenizer = tokenizer;
    this.decoder = decoder;
    this.start = start;
    this.source = source;
    this.#session = session;
  }

  /** Frees the weights. */
  async close(): Promise<void> {
    await this.#session.close();
  }
}

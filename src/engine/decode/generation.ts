import type { GeneratedToken, StopReason } from '../../protocol/messages';
import { StreamDecoder } from '../model/tokenizer/stream-decoder';
import type { Vocabulary } from '../model/tokenizer/vocabulary';
import { Constraint } from './healing';
import type { StopRule } from './stop/rule';

/** What was generated so far: tokens, the text from the cursor on, and whether a rule has ended it. */
export class Generation {
  readonly tokens: GeneratedToken[] = [];
  readonly constraint: Constraint;
  readonly #vocabulary: Vocabulary;
  readonly #rule: StopRule;
  readonly #decoder = new StreamDecoder();
  #toSkip: number; // bytes that spell what was taken back, before the cursor
  #text = '';
  #stop: StopReason | undefined;

  constructor(vocabulary: Vocabulary, healed: Uint8Array, rule: StopRule) {
    this.#vocabulary = vocabulary;
    this.#rule = rule;
    this.constraint = new Constraint(vocabulary, healed);
    this.#toSkip = healed.length;
  }

  /** From the cursor on, without what a stop rule cut off, and without a character that is not complete. */
  get text(): string {
    return this.#text;
  }

  get stop(): StopReason | undefined {
    return this.#stop;
  }

  /** Ends it for a reason from outside, unless a rule ended it before. */
  end(reason: StopReason): void {
    this.#stop ??= reason;
  }

  /** Takes the next token; afterwards `stop` may be set. */
  push(id: number, logprob: number): GeneratedToken {
    const bytes = this.#vocabulary.bytes(id);
    const token = { id, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), logprob };
    this.tokens.push(token);
    if (this.#vocabulary.isControl(id)) {
      this.end('end-of-text');
      return token;
    }
    this.constraint.advance(id);
    const skipped = Math.min(this.#toSkip, bytes.length);
    this.#toSkip -= skipped;
    this.#text += this.#decoder.push(bytes.subarray(skipped));
    const stop = this.#rule(this.#text);
    if (stop) {
      this.#text = this.#text.slice(0, stop.end);
      this.end(stop.reason);
    }
    return token;
  }
}

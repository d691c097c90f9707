import type { MemoryShare } from '../../protocol/memory-share';
import type { GeneratedToken } from '../../protocol/messages';
import type { StopReason } from '../../protocol/stop-reason';
import { sureness } from '../../protocol/sureness';
import type { Vocabulary } from '../model/tokenizer/vocabulary';
import { Constraint } from './healing';
import type { StopRule } from './stop/rule';

/** Where a token was chosen from something else than the model's distribution alone. */
interface Mixture {
  readonly memory: MemoryShare;
  /** Log-probability in the mixture. */
  readonly logprob: number;
}

/**
 * What was generated so far: tokens, the text from the cursor on, and whether a rule has ended it. It can be continued in
 * several ways: `fork` gives another one that is the same up to here.
 */
export class Generation {
  readonly #vocabulary: Vocabulary;
  readonly #rule: StopRule;
  readonly #healed: Uint8Array;
  #tokens: readonly GeneratedToken[] = [];
  #constraint: Constraint;
  #bytes: Uint8Array = new Uint8Array(0); // what was generated, the healed part included
  #text = '';
  #logprob = 0;
  #chosen: readonly number[] = [];
  #doubt = 0;
  #stop: StopReason | undefined;

  constructor(vocabulary: Vocabulary, healed: Uint8Array, rule: StopRule) {
    this.#vocabulary = vocabulary;
    this.#rule = rule;
    this.#healed = healed;
    this.#constraint = new Constraint(vocabulary, healed);
  }

  get tokens(): readonly GeneratedToken[] {
    return this.#tokens;
  }

  /** What the next token has to agree with. */
  get constraint(): Constraint {
    return this.#constraint;
  }

  /** From the cursor on, without what a stop rule cut off, and without a character that is not complete. */
  get text(): string {
    return this.#text;
  }

  /** The joint log-probability of all tokens under the model, healed and stopping ones included. */
  get logprob(): number {
    return this.#logprob;
  }

  /** The same in what they were chosen from. */
  get mixedLogprob(): number {
    return this.#chosen.reduce((sum, logprob) => sum + logprob, 0);
  }

  /** Of each token the log-probability in what it was chosen from. */
  get chosen(): readonly number[] {
    return this.#chosen;
  }

  /** How sure all tokens together are that begin behind the cursor, as a probability: the one that begins with healed text is not judged. */
  get sureness(): number {
    return Math.exp(-this.#doubt);
  }

  get stop(): StopReason | undefined {
    return this.#stop;
  }

  /** Ends it for a reason from outside, unless a rule ended it before. */
  end(reason: StopReason): void {
    this.#stop ??= reason;
  }

  fork(): Generation {
    const fork = new Generation(this.#vocabulary, this.#healed, this.#rule);
    fork.#tokens = this.#tokens;
    fork.#constraint = this.#constraint;
    fork.#bytes = this.#bytes;
    fork.#text = this.#text;
    fork.#logprob = this.#logprob;
    fork.#chosen = this.#chosen;
    fork.#doubt = this.#doubt;
    fork.#stop = this.#stop;
    return fork;
  }

  /**
   * Takes the next token; afterwards `stop` may be set.
   * @param logprob under the model
   */
  push(id: number, logprob: number, mixture?: Mixture): GeneratedToken {
    const bytes = this.#vocabulary.bytes(id);
    const token = { id, text: textOf(bytes), logprob, ...(mixture && { memory: mixture.memory }) };
    this.#tokens = [...this.#tokens, token];
    if (this.#bytes.length > this.#healed.length) this.#doubt -= Math.log(sureness(token));
    this.#logprob += logprob;
    this.#chosen = [...this.#chosen, mixture?.logprob ?? logprob];
    if (this.#vocabulary.isControl(id)) {
      this.end('end-of-text');
      return token;
    }
    this.#constraint = this.#constraint.after(id);
    this.#bytes = join(this.#bytes, bytes);
    const text = wholeCharacters(this.#bytes.subarray(this.#healed.length));
    const stop = this.#rule(text);
    this.#text = stop ? text.slice(0, stop.end) : text;
    if (stop) this.end(stop.reason);
    return token;
  }
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** Without the beginning of a character at the end, whose other bytes are still to come: a stream that is not closed. */
const wholeCharacters = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

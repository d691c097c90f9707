/**
 * One continuation, token by token: greedy or sampled. With lookup a pass also checks guesses of what comes next, and keeps
 * as many as the chooser would have chosen itself, so the tokens are the same as without: each is chosen from the logits
 * after exactly the tokens before it, and a cache does not show in how many passes it was computed.
 */
import type { OnToken } from '../../protocol/messages';
import type { Recall } from '../memory/recall';
import type { Chooser } from './chooser';
import type { Generation } from './generation';
import { type Guess, guess } from './lookup/guess';
import type { Pace } from './lookup/pace';
import { Outlook } from './outlook';
import { interruption, type Run } from './run';

/** What guesses are made from; absent when nothing is guessed. */
export interface Lookup {
  readonly pace: Pace;
  readonly recall: Recall;
  /** Told how many guesses of a pass were right. */
  readonly onRight?: (count: number) => void;
}

export async function decodeLinear(run: Run, chooser: Chooser, lookup: Lookup | undefined, onToken: OnToken): Promise<Generation> {
  const { decoder, tree, start: generation, most, leastProbability = 0 } = run;
  const text = [...run.prompt];
  const written = lookup?.recall.written();
  const width = run.logits.length;
  for (const { id } of generation.tokens) {
    text.push(id);
    written?.append([id]);
  }
  let rows = run.logits; // logits after the last token, and after each guess that follows it
  let guessed: Guess | undefined;
  let right = 0; // guesses that proved right

  while (!generation.stop && generation.tokens.length < most) {
    const outlook = new Outlook(run, generation, rows.subarray(right * width, (right + 1) * width));
    const { constraint } = generation;
    const id = chooser.choose(outlook.logits, text, constraint.done ? undefined : constraint.allowed());
    if (id === undefined) {
      generation.end('end-of-text'); // a vocabulary that cannot spell what was taken back
      break;
    }
    const token = outlook.push(generation, id);
    if (generation.sureness < leastProbability) generation.end('unsure');
    onToken(token, generation.text);
    text.push(id);
    written?.append([id]);
    if (guessed && guessed.tokens[right] === id) {
      right++;
      continue;
    }
    forgetWrong();
    const interrupted = interruption(run);
    if (interrupted) generation.end(interrupted);
    if (generation.stop || generation.tokens.length >= most) break;
    guessed = lookup && generation.constraint.done ? next(lookup, most - generation.tokens.length - 1) : undefined;
    right = 0;
    const tokens = [id, ...(guessed?.tokens ?? [])];
    const started = performance.now();
    rows = await decoder.grow(tree, tree.chain(tree.length - 1, tokens), [...tokens.keys()]);
    lookup?.pace.measure(tokens.length, performance.now() - started);
  }
  forgetWrong();
  if (generation.tokens.length >= most) generation.end('token-limit');
  return generation;

  function next({ pace, recall }: Lookup, room: number): Guess | undefined {
    const found = guess(written ? [written, ...recall.indexes] : recall.indexes, text, room);
    const length = found ? pace.length(found.match) : 0;
    return found && length > 0 ? { ...found, tokens: found.tokens.slice(0, length) } : undefined;
  }

  /** Lets go of the guesses that the last pass computed in vain, and learns from them. */
  function forgetWrong(): void {
    if (!guessed) return;
    const count = guessed.tokens.length;
    tree.rewindTo(tree.length - (count - right));
    lookup?.pace.learn(guessed.match, right, Math.min(count, right + 1));
    lookup?.onRight?.(right);
    guessed = undefined;
  }
}

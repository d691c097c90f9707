/**
 * The likeliest first word. Greedy decoding takes the likeliest first token; but a word can be spelled by several tokens, and
 * where half of it was taken back to be spelled again, an unlikely token can be the way into the likeliest word. So a few
 * beginnings compete, as in beam search, until it is decided which word comes first: by the joint probability of its tokens and
 * of its ending there, summed over the spellings that were found.
 */
import type { OnToken } from '../../protocol/messages';
import { type Branch, compute, type Extension, extend, trunk } from './branches';
import type { Generation } from './generation';
import { argmax, topIds } from './logits';
import { interruption, type Run } from './run';

/** What is longer is decided by its beginning. */
const MOST_TOKENS = 6;
/** A beginning that is so much less likely than the likeliest one does not compete. */
const LEAST_SHARE = 0.05;

/** A word that was found, up to the token that ends it. */
interface Word {
  /** Its likeliest spelling, and the log-probability of that. */
  generation: Generation;
  spelled: number;
  /** Of all its spellings together. */
  logprob: number;
}

/**
 * The run that goes on behind the likeliest first word.
 * @param width how many beginnings compete
 * @param wordEnds the tokens that do not go on with a word
 */
export async function beginWithWord(run: Run, width: number, wordEnds: () => Uint32Array, onToken: OnToken): Promise<Run> {
  const { decoder, tree, leastProbability = 0 } = run;
  const prompt = tree.length;
  const start = await likeliestFirstWord(run, width, wordEnds());
  if (!start) return run;
  if (start.sureness < leastProbability) start.end('unsure');
  for (const token of start.tokens) onToken(token, start.text);
  if (start.stop) return { ...run, start };
  const ids = start.tokens.slice(tree.length - prompt).map(({ id }) => id);
  return { ...run, start, logits: await decoder.grow(tree, tree.chain(tree.length - 1, ids), [ids.length - 1]) };
}

/**
 * @param width how many beginnings compete
 * @param wordEnds the tokens that do not go on with a word, as ids in order
 * @returns what begins with the likeliest first word, and a token more; undefined when none was found. The tree holds the prompt,
 * and of the beginning as much as was computed alone.
 */
async function likeliestFirstWord(run: Run, width: number, wordEnds: Uint32Array): Promise<Generation | undefined> {
  const { tree } = run;
  const base = tree.length;
  const words = new Map<string, Word>();
  let alone = 0; // tokens computed before a second branch; rows computed beside others differ in their last bits
  let open: readonly Branch[] = [trunk({ ...run, logits: run.logits.slice() })]; // memory is mixed into the very row
  let best: Generation | undefined;
  for (let length = 1; ; length++) {
    const [first, ...others] = competing(open.flatMap((branch) => goOn(branch)));
    best = first && length === Math.min(MOST_TOKENS, run.most) ? first.generation : bestOf(words)?.generation;
    if (!first || best === first.generation || interruption(run)) break;
    if (others.length === 0 && alone === length - 1) alone = length;
    open = await compute(run, base, [first, ...others]);
  }
  tree.rewindTo(base + Math.min(alone, Math.max(0, (best?.tokens.length ?? 0) - 1)));
  return best;

  /** Notes the words that end with this branch or one token later, and gives what is still in its first word. */
  function goOn(branch: Branch): Extension[] {
    const { generation, outlook } = branch;
    const word = isInWord(generation) ? generation.text : undefined;
    if (word !== undefined) {
      const end = argmax(outlook.logits, wordEnds);
      if (end !== undefined) note(word, extend(branch, end).generation, generation.mixedLogprob + Math.log(outlook.massOf(wordEnds)));
    }
    return likeliest(branch, width).filter(({ generation: longer }) => {
      const { text, stop } = longer;
      const end = wordEnd(text);
      if (!stop && (end === undefined || end === text.length)) return true;
      const complete = end === undefined ? text : text.slice(0, end);
      if (complete !== word) note(complete, longer, longer.mixedLogprob); // the word itself is noted, with all that may end it
      return false;
    });
  }

  function note(text: string, generation: Generation, spelled: number): void {
    const known = words.get(text);
    if (!known) words.set(text, { generation, spelled, logprob: spelled });
    else {
      known.logprob = Math.log(Math.exp(known.logprob) + Math.exp(spelled));
      if (spelled > known.spelled) Object.assign(known, { generation, spelled });
    }
  }

  /** The likeliest, of those that can still become the likeliest word. */
  function competing(extensions: readonly Extension[]): Extension[] {
    const sorted = extensions.toSorted((a, b) => b.generation.mixedLogprob - a.generation.mixedLogprob).slice(0, width);
    const found = bestOf(words)?.logprob ?? Number.NEGATIVE_INFINITY;
    const least = Math.max(found, (sorted[0]?.generation.mixedLogprob ?? 0) + Math.log(LEAST_SHARE));
    return sorted.filter(({ generation }) => generation.mixedLogprob >= least);
  }
}

function likeliest(branch: Branch, count: number): Extension[] {
  const { constraint } = branch.generation;
  const ids = topIds(branch.outlook.logits, count, constraint.done ? undefined : constraint.allowed());
  return ids.map((id) => extend(branch, id));
}

function bestOf(words: ReadonlyMap<string, Word>): Word | undefined {
  let best: Word | undefined;
  for (const word of words.values()) if (!best || word.logprob > best.logprob) best = word;
  return best;
}

/** Where the first word of a text ends; undefined when it has none. */
function wordEnd(text: string): number | undefined {
  const found = /[\p{L}\p{N}\p{M}_$]+/u.exec(text);
  return found ? found.index + found[0].length : undefined;
}

const isInWord = ({ constraint, text }: Generation) => constraint.done && wordEnd(text) === text.length;

/** The way from the text before a cursor to its continuation: window, healing, prefill, a strategy, stop rules. */
import type { Candidate, Completion, CompletionRequest, OnToken } from '../../protocol/messages';
import { seededRandom } from '../../sampling/random';
import { recentOf } from '../../sampling/repetition-penalty';
import { Sampler } from '../../sampling/sampler';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import type { TokenTree } from '../cache/token-tree';
import type { Context } from '../context/neighbourhood';
import type { Recall } from '../memory/recall';
import { alternatives, samples } from './alternatives';
import { beamSearch } from './beam';
import { type Chooser, greedy } from './chooser';
import { beginWithWord } from './first-word';
import { Generation } from './generation';
import { decodeLinear, type Lookup } from './linear';
import type { Pace } from './lookup/pace';
import type { Model } from './model';
import { prefill, type Signal } from './prefill';
import { type Prompt, promptAround } from './prompt';
import type { Ranked } from './ranked';
import type { Run } from './run';
import { blockEnd } from './stop/block';
import { lineEnd } from './stop/line';
import { repetition } from './stop/repetition';
import type { StopRule } from './stop/rule';

export type Question = Omit<CompletionRequest, 'document'>;

/** What is read for a question, and the cache that it is read into. */
export interface Reading {
  readonly prompt: Prompt;
  readonly tree: TokenTree;
  /** See {@link Completion}. */
  readonly window?: number | undefined;
}

/** What makes completing quicker or better, without the model. */
export interface Aid {
  readonly pace: Pace;
  /** What may be drawn on, once the prompt is known. */
  recall(prompt: Prompt): Recall;
  /** Other files' code for the prompt, where there is some and the model gains from it. */
  readonly context?: Context | undefined;
}

/**
 * @param cache or how to find what to read, and where; afterwards it holds the prompt, and of a single continuation what was generated
 * @param aid absent to guess nothing and to have no memory
 * @param onToken called with each token of a single continuation as soon as it is chosen
 * @throws SettingError for settings that contradict each other
 */
export async function complete(
  model: Model,
  cache: TokenTree | (() => Reading),
  question: Question,
  signal: Signal,
  onToken: OnToken,
  aid?: Aid,
): Promise<Completion> {
  const started = performance.now();
  const read = (tree: TokenTree): Reading => ({ prompt: promptAround(model, question, aid?.context), tree });
  const reading = typeof cache === 'function' ? cache() : read(cache);
  const { tree, window } = reading;
  const { ids: prompt, healed, others } = reading.prompt;
  const recall = aid?.recall(reading.prompt);
  const start = new Generation(model.tokenizer.vocabulary, healed, stopRule(question));
  const tokenized = performance.now();

  const { logits, reused, prefilled } = await prefill(model.decoder, tree, prompt, signal);
  const prefillEnd = performance.now();
  const most = question.purpose === 'prefill' ? 0 : Math.min(question.maxTokens, model.info.context - tree.length);
  let ranked: readonly Ranked[] = [{ generation: start, score: 0 }];
  let guessed = 0;
  if (!logits) start.end('cancelled');
  else if (most <= 0) start.end('token-limit');
  else {
    const deadline = prefillEnd + (question.timeLimit ?? Number.POSITIVE_INFINITY);
    const { leastProbability } = question;
    const run: Run = { decoder: model.decoder, tree, prompt, memory: recall, logits, start, most, signal, deadline, leastProbability };
    const onRight = (count: number) => (guessed += count);
    const lookup = aid && recall && question.lookup !== false ? { pace: aid.pace, recall, onRight } : undefined;
    ranked = await decode(
      run,
      checkSettings(question.sampling ?? {}),
      question,
      () => model.tokenizer.vocabulary.wordEnds,
      lookup,
      onToken,
    );
  }

  const ended = performance.now();
  const candidates = ranked.map(toCandidate);
  const { text, tokens, stop } = candidates[0] ?? toCandidate({ generation: start, score: 0 });
  return {
    text,
    tokens,
    stop,
    ...(window === undefined ? {} : { window }),
    ...(question.count === undefined ? {} : { candidates }),
    timings: { tokenize: tokenized - started, prefill: prefillEnd - tokenized, decode: ended - prefillEnd, total: ended - started },
    counts: { prompt: prompt.length, reused, prefilled, decoded: tokens.length, guessed, ...(others > 0 && { others }) },
  };
}

async function decode(
  run: Run,
  settings: SamplingSettings,
  { count = 1, beginnings = 1 }: Pick<Question, 'count' | 'beginnings'>,
  wordEnds: () => Uint32Array,
  lookup: Lookup | undefined,
  onToken: OnToken,
): Promise<readonly Ranked[]> {
  if (settings.strategy === 'beam') return beamSearch(run, { ...settings, count });
  const isPlain = settings.strategy === 'greedy' && settings.repetitionPenalty === 1;
  const choosers = Array.from({ length: count }, (_, index) => (isPlain ? greedy : sampler(run, settings, index)));
  if (count === 1) {
    const begun = isPlain && beginnings > 1 ? await beginWithWord(run, beginnings, wordEnds, onToken) : run;
    const chooser = choosers[0]!;
    const generation = await decodeLinear(begun, chooser, lookup, onToken);
    return [{ generation, score: generation.mixedLogprob, seed: chooser.seed }];
  }
  return settings.strategy === 'greedy' ? alternatives(run, choosers) : samples(run, choosers);
}

/** The n-th of several samples has a seed of its own, so that the first is the same as a single one. */
function sampler({ logits }: Run, settings: SamplingSettings, index: number): Chooser {
  const seed = (settings.seed + index) >>> 0;
  const chooser = new Sampler(settings, logits.length, seededRandom(seed));
  return {
    choose: (row, recent, allowed) => chooser.choose(row, recentOf(recent), allowed)?.id,
    ...(settings.strategy === 'sample' && { seed }),
  };
}

function toCandidate({ generation, score, seed }: Ranked): Candidate {
  const { text, tokens, logprob, stop } = generation;
  return { text, tokens, logprob, score, stop: stop ?? 'token-limit', ...(seed !== undefined && { seed }) };
}

function stopRule({ extent, prefix }: Question): StopRule {
  switch (extent) {
    case 'line':
      return lineEnd;
    case 'block': {
      const end = blockEnd(prefix.text.slice(prefix.text.lastIndexOf('\n') + 1));
      return (text) => repetition(text) ?? end(text);
    }
  }
}

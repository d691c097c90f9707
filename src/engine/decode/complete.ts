/** The way from the text before a cursor to its continuation: window, healing, prefill, greedy decoding, stop rules. */
import type { Completion, CompletionRequest, GeneratedToken, Prefix } from '../../protocol/messages';
import type { TokenTree } from '../cache/token-tree';
import { Generation } from './generation';
import { backUp } from './healing';
import { argmax, logSumExp } from './logits';
import type { Model } from './model';
import { prefill, type Signal } from './prefill';
import { blockEnd } from './stop/block';
import { lineEnd } from './stop/line';
import type { StopRule } from './stop/rule';
import { windowOf } from './window';

/**
 * @param tree the document's cache; afterwards it holds the prompt and what was generated
 * @param onToken called with each token as soon as it is chosen
 */
export async function complete(
  model: Model,
  tree: TokenTree,
  request: Omit<CompletionRequest, 'document'>,
  signal: Signal,
  onToken: (token: GeneratedToken) => void,
): Promise<Completion> {
  const { vocabulary } = model.tokenizer;
  const started = performance.now();
  const { prompt, healed } = readPrompt(model, request.prefix);
  const generation = new Generation(vocabulary, healed, stopRule(request));
  if (request.maxTokens === 0) generation.end('token-limit');
  const tokenized = performance.now();

  const { logits, reused, prefilled } = await prefill(model.decoder, tree, prompt, signal);
  const prefillEnd = performance.now();
  if (!logits) generation.end('cancelled');
  else
    await decode(
      model,
      tree,
      logits,
      generation,
      { ...request, deadline: prefillEnd + (request.timeLimit ?? Number.POSITIVE_INFINITY) },
      signal,
      onToken,
    );

  const ended = performance.now();
  return {
    text: generation.text,
    tokens: generation.tokens,
    stop: generation.stop ?? 'token-limit',
    timings: { tokenize: tokenized - started, prefill: prefillEnd - tokenized, decode: ended - prefillEnd, total: ended - started },
    counts: { prompt: prompt.length, reused, prefilled, decoded: generation.tokens.length },
  };
}

interface Limits {
  readonly maxTokens: number;
  readonly deadline: number;
}

/** Greedy decoding: the likeliest token that the healed text allows, until something ends it. */
async function decode(
  model: Model,
  tree: TokenTree,
  first: Float32Array,
  generation: Generation,
  limits: Limits,
  signal: Signal,
  onToken: (token: GeneratedToken) => void,
): Promise<void> {
  const most = Math.min(limits.maxTokens, model.info.context - tree.length);
  for (let logits = first; ; ) {
    if (generation.tokens.length >= most) generation.end('token-limit');
    if (generation.stop) return;
    const { constraint } = generation;
    const id = argmax(logits, constraint.done ? undefined : constraint.allowed());
    if (id === undefined) return generation.end('end-of-text'); // a vocabulary that cannot spell what was taken back
    onToken(generation.push(id, logits[id]! - logSumExp(logits)));
    if (signal.cancelled) generation.end('cancelled');
    else if (performance.now() >= limits.deadline) generation.end('time-limit');
    if (generation.stop || generation.tokens.length >= most) continue;
    logits = await model.decoder.grow(tree, tree.chain(tree.length - 1, [id]), [0]);
  }
}

/** The tokens to read, and the bytes that the first generated tokens have to spell. */
function readPrompt(model: Model, prefix: Prefix): { readonly prompt: readonly number[]; readonly healed: Uint8Array } {
  const { tokenizer, start, info } = model;
  const { prompt, healed } = backUp(windowOf(tokenizer, prefix, info.window - 1), tokenizer.vocabulary);
  return { prompt: start.always || prompt.length === 0 ? [start.token, ...prompt] : prompt, healed };
}

function stopRule({ extent, prefix }: Omit<CompletionRequest, 'document'>): StopRule {
  switch (extent) {
    case 'line':
      return lineEnd;
    case 'block':
      return blockEnd(prefix.text.slice(prefix.text.lastIndexOf('\n') + 1));
  }
}

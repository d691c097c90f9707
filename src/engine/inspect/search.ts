/** The continuations of a text that the strategies find, side by side: greedy, sampled, and beams. */
import type { SearchRequest, SearchTree } from '../../protocol/inspection';
import { seededRandom } from '../../sampling/random';
import { recentOf } from '../../sampling/repetition-penalty';
import { Sampler } from '../../sampling/sampler';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import type { Documents } from '../cache/documents';
import { beamSearch } from '../decode/beam';
import { type Chooser, greedy } from '../decode/chooser';
import { Generation } from '../decode/generation';
import type { Model } from '../decode/model';
import { Outlook } from '../decode/outlook';
import type { Signal } from '../decode/prefill';
import { interruption, type Run } from '../decode/run';
import type { Memory } from '../memory/memory';
import type { Pause } from './pause';
import { cacheFor, putTail, reach, takeTail } from './reach';
import { readingOf } from './reading';
import { SearchPaths } from './search-paths';

export interface SearchParts {
  readonly model: Model;
  readonly documents: Documents;
  readonly memory: Memory;
}

/** Others have changed the cache in a pause. */
class Disturbed extends Error {}

/**
 * Each path is the one that a completion with these settings takes, as far as no stop rule ends it. Where a completion of the
 * same document comes in between, the search begins anew. Afterwards the cache is as it was.
 * @param onTree called after every step
 * @returns whether it came to its end
 * @throws EngineFault token-unknown or prompt-too-long
 */
export async function search(
  { model, documents, memory }: SearchParts,
  request: SearchRequest,
  signal: Signal,
  pause: Pause,
  onTree: (tree: SearchTree) => void,
): Promise<boolean> {
  const { ids, text, healed } = readingOf(model, request);
  const spelled = (request.path ?? []).reduce((bytes, id) => bytes + model.tokenizer.vocabulary.bytes(id).length, 0);
  const start = new Generation(model.tokenizer.vocabulary, healed.subarray(Math.min(spelled, healed.length)), () => undefined);
  const depth = Math.min(request.depth, model.info.context - ids.length);
  const open = cacheFor(documents, request.document, ids);
  for (;;) {
    const reached = await reach(model, open, ids, signal, pause);
    if (!reached) return false;
    const { tree, logits, putBack } = reached;
    const end = ids.length + 1;
    const tail = takeTail(tree, end);
    const run: Run = {
      decoder: model.decoder,
      tree,
      prompt: ids,
      memory: memory.recall(request, text, healed.length),
      logits,
      start,
      most: depth,
      signal,
      deadline: Number.POSITIVE_INFINITY,
    };
    const undisturbed = async () => {
      const { revision } = tree;
      await pause();
      if (tree.revision !== revision || open() !== tree) throw new Disturbed();
    };
    try {
      if (depth > 0) await followAll(run, request, undisturbed, onTree);
    } catch (error) {
      if (error instanceof Disturbed) continue;
      throw error;
    }
    putTail(tree, end, tail);
    putBack();
    return !signal.cancelled;
  }
}

async function followAll(run: Run, request: SearchRequest, undisturbed: Pause, onTree: (tree: SearchTree) => void): Promise<void> {
  const { width, lengthPenalty } = request;
  const paths = new SearchPaths(lengthPenalty, 3 * (run.most - 1));
  const passing = async () => {
    onTree(paths.tree());
    await undisturbed();
    paths.passed();
  };
  for (const [kind, chooser] of [
    ['greedy', greedy],
    ['sample', sampler(run, request.sampling)],
  ] as const) {
    const generation = await followOne(again(run), chooser, async (soFar) => {
      paths.follow(kind, [soFar]);
      await passing();
    });
    paths.follow(kind, [generation]);
  }
  const ranked = await beamSearch(again(run), { beams: width, lengthPenalty, count: width }, async (chosen, considered) => {
    paths.follow(
      'beam',
      chosen.map(({ generation }) => generation),
    );
    // Likeliest first: of those that are not followed as many as are.
    for (const { generation } of considered.filter((extension) => !chosen.includes(extension)).slice(0, width)) {
      paths.consider(generation);
    }
    await passing();
  });
  paths.follow(
    'beam',
    ranked.map(({ generation }) => generation),
  );
  onTree(paths.tree());
}

/** The same run for another strategy: each mixes the memory into its row of logits. */
function again(run: Run): Run {
  return { ...run, logits: run.logits.slice() };
}

/** One path to its end. */
async function followOne(run: Run, chooser: Chooser, beforePass: (soFar: Generation) => Promise<void>): Promise<Generation> {
  const { decoder, tree, prompt, most } = run;
  const base = tree.length;
  const generation = run.start.fork();
  const text = [...prompt];
  for (let { logits } = run; ; ) {
    const { constraint } = generation;
    const outlook = new Outlook(run, generation, logits);
    const id = chooser.choose(outlook.logits, text, constraint.done ? undefined : constraint.allowed());
    if (id === undefined) {
      generation.end('end-of-text');
      break;
    }
    outlook.push(generation, id);
    text.push(id);
    const ending = generation.tokens.length >= most ? 'token-limit' : interruption(run);
    if (ending) generation.end(ending);
    if (generation.stop) break;
    await beforePass(generation);
    logits = await decoder.grow(tree, tree.chain(tree.length - 1, [id]), [0]);
  }
  tree.rewindTo(base);
  return generation;
}

/** Draws with the settings, or with the usual ones of sampling where they draw nothing. */
function sampler({ logits }: Run, given: SamplingSettings): Chooser {
  const settings = given.strategy === 'sample' ? given : checkSettings({ strategy: 'sample', seed: given.seed });
  const chosen = new Sampler(settings, logits.length, seededRandom(settings.seed));
  return { choose: (row, recent, allowed) => chosen.choose(row, recentOf(recent), allowed)?.id };
}

import { Engine } from '../../engine/engine';
import { NextTokens } from '../../inspection/next-tokens';
import { Outcome, type StageReport } from '../../inspection/outcome';
import { rulesOf } from '../../inspection/rules';
import { Vocabulary } from '../../inspection/vocabulary';
import type { Inspection, ScoredToken } from '../../protocol/inspection';
import { prefixOf, SUFFIX_LIMIT } from '../../protocol/prefix';
import type { Command } from '../arguments';
import { readText, textBefore } from '../document';
import { inspectionView } from '../inspection-view';
import { readOpenFiles, sourceName } from '../open-files';
import { asJson, type Output } from '../output';

type InspectCommand = Extract<Command, { name: 'inspect' }>;

const NEVER = { cancelled: false };
const ALL = { attention: true, layers: true, embedding: true };

/** `inkling inspect`: what the model expects at a cursor, and how it comes to that. */
export async function runInspect(command: InspectCommand, modelPath: string, output: Output): Promise<void> {
  const { file, heal, top } = command;
  const text = readText(file);
  const before = textBefore(text, command.cursor, file);
  const { sources, warnings } = readOpenFiles(command.open ?? []);
  for (const warning of warnings) output.message(`${warning}\n`);
  const engine = await Engine.open({ modelPath, threads: command.threads });
  try {
    for (const [name, content] of sources) engine.remember(name, content);
    await engine.learn(NEVER);
    const memory = command.open && { neighbours: [...sources.keys()], suffix: text.slice(before.length, before.length + SUFFIX_LIMIT) };
    const sections = command.json ? ALL : command.sections;
    const request = { document: sourceName(file), prefix: prefixOf(before), heal, ...memory, ...sections };
    const inspection = await engine.inspect(request, NEVER, async () => {});
    if (!inspection) return; // cancelled, which nothing here does
    const vocabulary = new Vocabulary(engine.vocabulary());
    const next = new NextTokens(inspection);
    const outcome = new Outcome(next, rulesOf(inspection, command.sampling, vocabulary));
    if (command.json) output.result(asJson(toJson(inspection, outcome, vocabulary, top)));
    else output.result(inspectionView(inspection, outcome, vocabulary, { top, columns: output.columns }));
  } finally {
    await engine.close();
  }
}

function toJson(inspection: Inspection, { next, stages }: Outcome, vocabulary: Vocabulary, count: number) {
  const { ids, position, memory, attention, layers = [], embedding } = inspection;
  const model = new NextTokens({ logits: inspection.logits }); // what the memory added is said apart
  const top = [...model.likeliest(Math.min(count, model.size))];
  const listed = new Set(top);
  let tail = 0;
  for (const [id, probability] of model.model.entries()) if (!listed.has(id)) tail += probability;
  return {
    ids: [...ids],
    position,
    top: top.map((id) => [id, round(next.logits[id]! - next.logMass), textOf(vocabulary.bytes(id))]),
    entropy: model.entropy,
    tail,
    samplers: stages.map(toSampler),
    attention: { weights: attention ? nested(attention) : [] },
    layers: layers.map(({ layer, top: best }) => ({ layer, top: best.map(scored) })),
    embedding: embedding && { norm: embedding.norm, neighbours: embedding.neighbours.map(({ id, cosine }) => [id, round(cosine)]) },
    ...(memory && {
      memory: { share: memory.share, match: memory.match, tokens: memory.tokens.map(({ id, probability }) => [id, probability]) },
    }),
  };
}

const toSampler = ({ name, kept, removed }: StageReport) => ({ name, kept, removedMass: removed });

const scored = ({ id, logprob }: ScoredToken) => [id, round(logprob)];

const round = (value: number) => Math.round(value * 1e6) / 1e6;

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** By layer and head; seven digits are what a float32 has. */
function nested({ layers, heads, tokens, weights }: NonNullable<Inspection['attention']>): number[][][] {
  const row = (index: number) =>
    Array.from(weights.subarray(index * tokens, (index + 1) * tokens), (weight) => Number(weight.toPrecision(7)));
  return Array.from({ length: layers }, (_, layer) => Array.from({ length: heads }, (__, head) => row(layer * heads + head)));
}

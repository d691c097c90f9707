/** From a model's weights to a graph. A new architecture is a new file and a line here. */
import { detail } from '../../protocol/error-details';
import { EngineFault } from '../../protocol/errors';
import type { Architecture } from '../model/architecture';
import type { Weights } from '../model/weights/weights';
import type { CompiledGraph } from './builder';
import type { GraphKind } from './contract';
import type { Precision } from './linear';
import { compileLlama } from './llama';

type Compiler = (shape: Architecture, weights: Weights, precision: Precision, kind: GraphKind) => CompiledGraph;

const COMPILERS: Readonly<Record<string, Compiler>> = { llama: compileLlama };

/** @throws EngineFault model-unsupported for an architecture without a compiler, model-corrupt for tensors that do not fit */
export function compile(
  path: string,
  shape: Architecture,
  weights: Weights,
  precision: Precision,
  kind: GraphKind = 'decoder',
): CompiledGraph {
  const compiler = Object.hasOwn(COMPILERS, shape.name) ? COMPILERS[shape.name] : undefined;
  if (!compiler) throw new EngineFault('model-unsupported', path, detail('architecture-unknown', shape.name));
  return compiler(shape, weights, precision, kind);
}

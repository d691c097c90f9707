/** Collects nodes, constants and weights of a graph under construction; knows ONNX, and nothing of language models. */
import {
  type Attribute,
  type Dimension,
  type ElementType,
  encodeModel,
  FLOAT,
  INT64,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx/model-proto';

/** A graph ready for the runtime: its bytes, and the weights that it names, which are handed over beside it. */
export interface CompiledGraph {
  readonly model: Uint8Array;
  readonly weights: ReadonlyMap<string, Uint8Array>;
  readonly nodes: number;
}

/** Operators of ONNX Runtime that ONNX does not have. */
export const MICROSOFT = 'com.microsoft';
const OPSETS = { '': 20, [MICROSOFT]: 1 } as const;

export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers = new Map<string, TensorProto>();
  readonly #weights = new Map<string, Uint8Array>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #values: ValueInfoProto[] = [];

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push({ name, type, shape });
    return name;
  }

  output(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#outputs.push({ name, type, shape });
    return name;
  }

  /** Adds a node and gives the name of its first output. */
  node(
    operator: string,
    inputs: readonly string[],
    outputs: string | readonly string[],
    attributes: Readonly<Record<string, number | { readonly float: number } | readonly number[]>> = {},
    domain = '',
  ): string {
    const names = typeof outputs === 'string' ? [outputs] : outputs;
    this.#nodes.push({ operator, domain, inputs, outputs: names, attributes: Object.entries(attributes).map(toAttribute) });
    return names.find((name) => name !== '') ?? '';
  }

  /**
   * A float result with this shape, whose run-time lengths have names. Where a name is lost, as in a Reshape to -1, the
   * runtime can not tell that two results are of one size: it then searches ever longer for memory to reuse, which took
   * half of the time to open a model.
   */
  shaped(name: string, shape: readonly Dimension[]): string {
    this.#values.push({ name, type: FLOAT, shape });
    return name;
  }

  /** A constant list of whole numbers, such as a shape; the same list is stored once. */
  ints(...values: readonly number[]): string {
    const name = `ints:${values.join(',')}`;
    if (!this.#initializers.has(name)) {
      const inline = new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
      this.#initializers.set(name, { name, type: INT64, dims: [values.length], data: { inline } });
    }
    return name;
  }

  /** A constant number. */
  float(value: number): string {
    const name = `float:${value}`;
    if (!this.#initializers.has(name)) {
      this.#initializers.set(name, { name, type: FLOAT, dims: [], data: { inline: new Uint8Array(Float32Array.of(value).buffer) } });
    }
    return name;
  }

  /** A weight: its values stay where they are until the runtime takes them. The same values may go in under several shapes. */
  weight(name: string, type: ElementType, dims: readonly number[], values: Uint8Array | Float32Array): string {
    const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
    this.#weights.set(name, bytes);
    this.#initializers.set(name, { name, type, dims, data: { external: name, bytes: bytes.byteLength } });
    return name;
  }

  finish(): CompiledGraph {
    return { model: this.#encode([...this.#initializers.values()]), weights: this.#weights, nodes: this.#nodes.length };
  }

  /** The bytes of a model file that stands alone: its weights are in it. */
  finishAlone(): Uint8Array {
    const inside = (tensor: TensorProto): TensorProto =>
      'inline' in tensor.data ? tensor : { ...tensor, data: { inline: this.#weights.get(tensor.data.external)! } };
    return this.#encode(Array.from(this.#initializers.values(), inside));
  }

  #encode(initializers: readonly TensorProto[]): Uint8Array {
    return encodeModel({
      opsets: OPSETS,
      nodes: this.#nodes,
      initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
      values: this.#values,
    });
  }
}

function toAttribute([name, value]: [string, number | { readonly float: number } | readonly number[]]): Attribute {
  if (typeof value === 'number') return { name, int: value };
  return 'float' in value ? { name, float: value.float } : { name, ints: value };
}

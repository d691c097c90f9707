/**
 * The dozen ONNX messages that a decoder graph needs, and how they are written.
 * Field numbers are those of onnx.proto (ONNX 1.17, IR version 10); the wire format is protobufjs's `Writer`.
 */
import { Writer } from 'protobufjs/minimal';

export const FLOAT = 1;
export const UINT8 = 2;
export const INT64 = 7;
export type ElementType = typeof FLOAT | typeof UINT8 | typeof INT64;

/** A number, or the name of a dimension that is known only at run time. */
export type Dimension = number | string;

export type Attribute =
  | { readonly name: string; readonly float: number }
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly ints: readonly number[] };

export interface NodeProto {
  readonly operator: string;
  /** Empty for the operators of ONNX itself. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Attribute[];
}

export interface TensorProto {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Where the values are: in the message, or in a buffer that the runtime is given under this name. */
  readonly data: { readonly inline: Uint8Array } | { readonly external: string; readonly bytes: number };
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
}

export interface ModelProto {
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  /** Shapes of results in between, where they are known better than they can be inferred. */
  readonly values: readonly ValueInfoProto[];
}

const IR_VERSION = 10;
const LENGTH_DELIMITED = 2;
const VARINT = 0;
const FIXED32 = 5;
const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;
const EXTERNAL_LOCATION = 1;

/** The bytes of a model file. */
export function encodeModel(model: ModelProto): Uint8Array {
  const writer = new Writer();
  int(writer, 1, IR_VERSION);
  string(writer, 2, 'inkling');
  message(writer, 7, () => encodeGraph(writer, model));
  for (const [domain, version] of Object.entries(model.opsets)) {
    message(writer, 8, () => {
      string(writer, 1, domain);
      int(writer, 2, version);
    });
  }
  return writer.finish();
}

function encodeGraph(writer: Writer, model: ModelProto): void {
  for (const node of model.nodes) message(writer, 1, () => encodeNode(writer, node));
  string(writer, 2, 'decoder');
  for (const tensor of model.initializers) message(writer, 5, () => encodeTensor(writer, tensor));
  for (const input of model.inputs) message(writer, 11, () => encodeValueInfo(writer, input));
  for (const output of model.outputs) message(writer, 12, () => encodeValueInfo(writer, output));
  for (const value of model.values) message(writer, 13, () => encodeValueInfo(writer, value));
}

function encodeNode(writer: Writer, node: NodeProto): void {
  for (const input of node.inputs) string(writer, 1, input);
  for (const output of node.outputs) string(writer, 2, output);
  string(writer, 3, node.outputs[0] ?? '');
  string(writer, 4, node.operator);
  for (const attribute of node.attributes) message(writer, 5, () => encodeAttribute(writer, attribute));
  string(writer, 7, node.domain);
}

function encodeAttribute(writer: Writer, attribute: Attribute): void {
  string(writer, 1, attribute.name);
  if ('float' in attribute) {
    writer.uint32((2 << 3) | FIXED32).float(attribute.float);
    int(writer, 20, ATTRIBUTE_TYPE.float);
  } else if ('int' in attribute) {
    int(writer, 3, attribute.int);
    int(writer, 20, ATTRIBUTE_TYPE.int);
  } else {
    for (const value of attribute.ints) int(writer, 8, value);
    int(writer, 20, ATTRIBUTE_TYPE.ints);
  }
}

function encodeTensor(writer: Writer, tensor: TensorProto): void {
  for (const dim of tensor.dims) int(writer, 1, dim);
  int(writer, 2, tensor.type);
  string(writer, 8, tensor.name);
  const { data } = tensor;
  if ('inline' in data) {
    writer.uint32((9 << 3) | LENGTH_DELIMITED).bytes(data.inline);
    return;
  }
  entry(writer, 'location', data.external);
  entry(writer, 'offset', '0');
  entry(writer, 'length', String(data.bytes));
  int(writer, 14, EXTERNAL_LOCATION);
}

function entry(writer: Writer, key: string, value: string): void {
  message(writer, 13, () => {
    string(writer, 1, key);
    string(writer, 2, value);
  });
}

function encodeValueInfo(writer: Writer, value: ValueInfoProto): void {
  string(writer, 1, value.name);
  message(writer, 2, () => {
    message(writer, 1, () => {
      int(writer, 1, value.type);
      message(writer, 2, () => {
        for (const dim of value.shape) {
          message(writer, 1, () => (typeof dim === 'number' ? int(writer, 1, dim) : string(writer, 2, dim)));
        }
      });
    });
  });
}

function message(writer: Writer, field: number, write: () => unknown): void {
  writer.uint32((field << 3) | LENGTH_DELIMITED).fork();
  write();
  writer.ldelim();
}

function string(writer: Writer, field: number, value: string): void {
  writer.uint32((field << 3) | LENGTH_DELIMITED).string(value);
}

function int(writer: Writer, field: number, value: number): void {
  writer.uint32((field << 3) | VARINT).int64(value);
}

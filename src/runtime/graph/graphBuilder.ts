import { onnx } from "onnx-proto";
import { ForetypeError } from "../../core/errors";

/** Element types of ONNX tensors that the graphs use. */
const elementType = {
  float32: onnx.TensorProto.DataType.FLOAT,
  float16: onnx.TensorProto.DataType.FLOAT16,
  bfloat16: onnx.TensorProto.DataType.BFLOAT16,
  uint8: onnx.TensorProto.DataType.UINT8,
  int32: onnx.TensorProto.DataType.INT32,
  int64: onnx.TensorProto.DataType.INT64,
} as const;
export type ElementType = keyof typeof elementType;

/** What a node is besides its operator and inputs. */
export interface NodeOptions {
  /** `com.microsoft` for onnxruntime's own operators; the standard's otherwise. */
  readonly domain?: "com.microsoft";
  readonly ints?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
  /** Output names; one made from the operator if absent. An empty name is an output that nobody wants. */
  readonly outputs?: readonly string[];
}

/** Sizes of a graph's inputs and outputs: numbers, or names for those known only at run time. */
export type Dimensions = readonly (number | string)[];

/** A protobuf message cannot be longer. */
const maxBytes = 2 ** 31 - 1;

/** Collects nodes and tensors of one ONNX graph. An empty name as a node's input leaves that input out. */
export class GraphBuilder {
  readonly #nodes: onnx.INodeProto[] = [];
  readonly #initializers: onnx.ITensorProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  #numBytes = 0;

  input(name: string, type: ElementType, dimensions: Dimensions): string {
    this.#inputs.push(valueInfo(name, type, dimensions));
    return name;
  }

  /** Makes a value that a node has computed an output of the graph. */
  output(name: string, type: ElementType, dimensions: Dimensions): void {
    this.#outputs.push(valueInfo(name, type, dimensions));
  }

  /**
   * A constant tensor.
   *
   * @throws model/bad-shape when the graph would grow beyond what one file can hold
   */
  constant(
    name: string,
    type: ElementType,
    dims: readonly number[],
    data: ArrayBufferView,
  ): string {
    this.#numBytes += data.byteLength;
    if (this.#numBytes > maxBytes) {
      throw new ForetypeError(
        "model/bad-shape",
        "The model is larger than 2 GiB at this precision. Choose int8 or int4, or a smaller model.",
      );
    }
    this.#initializers.push({
      name,
      dataType: elementType[type],
      dims: [...dims],
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
    return name;
  }

  /** Adds a node and returns the name of its first output. */
  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const outputs = options.outputs ?? [`${operator}_${String(this.#nodes.length)}`];
    this.#nodes.push({
      opType: operator,
      domain: options.domain ?? "",
      name: `${operator}_${String(this.#nodes.length)}`,
      input: [...inputs],
      output: [...outputs],
      attribute: [
        ...Object.entries(options.ints ?? {}).map(([name, i]) => ({
          name,
          type: onnx.AttributeProto.AttributeType.INT,
          i,
        })),
        ...Object.entries(options.floats ?? {}).map(([name, f]) => ({
          name,
          type: onnx.AttributeProto.AttributeType.FLOAT,
          f,
        })),
      ],
    });
    return outputs[0] ?? "";
  }

  /** Adds a change of element type. */
  cast(input: string, type: ElementType, outputs?: readonly string[]): string {
    const ints = { to: elementType[type] };
    return this.node("Cast", [input], outputs === undefined ? { ints } : { ints, outputs });
  }

  /** The model file's bytes. */
  encode(): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: onnx.Version.IR_VERSION,
      producerName: "foretype",
      opsetImport: [
        { domain: "", version: 17 },
        { domain: "com.microsoft", version: 1 },
      ],
      graph: {
        name: "model",
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function valueInfo(name: string, type: ElementType, dimensions: Dimensions): onnx.IValueInfoProto {
  return {
    name,
    type: {
      tensorType: {
        elemType: elementType[type],
        shape: {
          dim: dimensions.map((size) =>
            typeof size === "number" ? { dimValue: size } : { dimParam: size },
          ),
        },
      },
    },
  };
}

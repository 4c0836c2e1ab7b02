import { onnx } from "onnx-proto";
import { toHalf } from "./toHalf";

/** The types that the graphs of tests are made of. */
export type GraphType = "float32" | "float16" | "int32" | "int64" | "bool";

const dataTypes: Readonly<Record<GraphType, number>> = {
  float32: onnx.TensorProto.DataType.FLOAT,
  float16: onnx.TensorProto.DataType.FLOAT16,
  int32: onnx.TensorProto.DataType.INT32,
  int64: onnx.TensorProto.DataType.INT64,
  bool: onnx.TensorProto.DataType.BOOL,
};

export type Attributes = Readonly<
  Record<string, number | readonly number[] | string | onnx.IGraphProto>
>;

/** An ONNX graph as an exporter would write it: with attributes of all kinds and graphs inside nodes. */
export class OnnxGraph {
  readonly nodes: onnx.INodeProto[] = [];
  readonly weights: onnx.ITensorProto[] = [];
  readonly inputs: onnx.IValueInfoProto[] = [];
  readonly outputs: onnx.IValueInfoProto[] = [];
  /** In front of the names of values, so that two branches have names of their own. */
  readonly #prefix: string;

  constructor(prefix = "") {
    this.#prefix = prefix;
  }

  input(name: string, type: GraphType, dims: readonly (number | string)[]): string {
    this.inputs.push(valueInfo(name, type, dims));
    return name;
  }

  output(name: string, type: GraphType, dims: readonly (number | string)[]): void {
    this.outputs.push(valueInfo(name, type, dims));
  }

  /** Adds a node; floats among its attributes are those written with `float`. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    options: { readonly outputs?: readonly string[]; readonly domain?: string } = {},
  ): string {
    const name = `${this.#prefix}/${opType}_${String(this.nodes.length)}`;
    const outputs = options.outputs ?? [`${name}/output_0`];
    this.nodes.push({
      opType,
      name,
      domain: options.domain ?? "",
      input: [...inputs],
      output: [...outputs],
      attribute: Object.entries(attributes).map(([key, value]) => attributeOf(key, value)),
    });
    return outputs[0] ?? "";
  }

  microsoft(
    opType: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs?: readonly string[],
  ): string {
    const domain = "com.microsoft";
    return this.node(opType, inputs, attributes, { domain, ...(outputs && { outputs }) });
  }

  floats(
    name: string,
    dims: readonly number[],
    values: Float32Array<ArrayBuffer>,
    type: "float32" | "float16" = "float32",
  ): string {
    return this.#weight(name, type, dims, type === "float32" ? values : toHalf(values));
  }

  ints(name: string, values: readonly number[], type: "int32" | "int64" = "int64"): string {
    const data = type === "int64" ? BigInt64Array.from(values, BigInt) : Int32Array.from(values);
    return this.#weight(name, type, [values.length], data);
  }

  /** A constant as a node, as exporters write small ones. */
  constant(values: readonly number[], isScalar = false): string {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    const name = `${this.#prefix}/Constant_${String(this.nodes.length)}`;
    this.nodes.push({
      opType: "Constant",
      name,
      input: [],
      output: [name],
      attribute: [
        {
          name: "value",
          type: onnx.AttributeProto.AttributeType.TENSOR,
          t: { dataType: dataTypes.int64, dims: isScalar ? [] : [values.length], rawData },
        },
      ],
    });
    return name;
  }

  cast(input: string, type: GraphType): string {
    return this.node("Cast", [input], { to: dataTypes[type] });
  }

  /** The graph as a branch of another one's node. */
  subgraph(): onnx.IGraphProto {
    return { name: `${this.#prefix}body`, node: this.nodes, output: this.outputs };
  }

  model(opset = 17): onnx.IModelProto {
    return {
      irVersion: 8,
      producerName: "test",
      opsetImport: [
        { domain: "", version: opset },
        { domain: "com.microsoft", version: 1 },
      ],
      graph: {
        name: "main_graph",
        node: this.nodes,
        initializer: this.weights,
        input: this.inputs,
        output: this.outputs,
      },
    };
  }

  #weight(
    name: string,
    type: GraphType,
    dims: readonly number[],
    values: ArrayBufferView<ArrayBuffer>,
  ): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.weights.push({ name, dataType: dataTypes[type], dims: [...dims], rawData });
    return name;
  }
}

/** A float among the numbers of a node's attributes, which are whole otherwise. */
export function float(value: number): string {
  return `float:${String(value)}`;
}

function attributeOf(name: string, value: Attributes[string]): onnx.IAttributeProto {
  const { FLOAT, INT, INTS, GRAPH } = onnx.AttributeProto.AttributeType;
  if (typeof value === "number") return { name, type: INT, i: value };
  if (typeof value === "string") return { name, type: FLOAT, f: Number(value.split(":")[1]) };
  if (isNumbers(value)) return { name, type: INTS, ints: [...value] };
  return { name, type: GRAPH, g: value };
}

function isNumbers(value: Attributes[string]): value is readonly number[] {
  return Array.isArray(value);
}

function valueInfo(
  name: string,
  type: GraphType,
  dims: readonly (number | string)[],
): onnx.IValueInfoProto {
  const dim = dims.map((size) =>
    typeof size === "number" ? { dimValue: size } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: dataTypes[type], shape: { dim } } } };
}

import { onnx } from "onnx-proto";
import { invariant } from "../../core/errors";
import { bytesPerElement, elementTypes, type ElementType } from "./elementTypes";
import type { PlacedData, Place, StoredData, StoredTensor } from "./storedData";

/** Stored tensors begin at multiples of it: a page, so that each can be mapped into memory by itself. */
const alignment = 4096;

/** What a node is besides its operator and inputs. */
export interface NodeOptions {
  /** `com.microsoft` for onnxruntime's own operators; the standard's otherwise. */
  readonly domain?: "com.microsoft";
  readonly ints?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
  readonly lists?: Readonly<Record<string, readonly number[]>>;
  /** Output names; one made from the operator if absent. An empty name is an output that nobody wants. */
  readonly outputs?: readonly string[];
}

/** Sizes of a graph's inputs and outputs: numbers, or names for those known only at run time. */
export type Dimensions = readonly (number | string)[];

/** Constants up to this size stand in the graph's own file: shapes, axes, norms of small models. */
const mostInlineBytes = 1024;

/**
 * Collects nodes and tensors of one ONNX graph. An empty name as a node's input leaves that input out.
 *
 * Weights are only announced here: the graph's file says where in `weightsFile` they will be, and `stored` says how to make
 * them. So a model of any size is planned from its headers alone.
 */
export class GraphBuilder {
  readonly #weightsFile: string;
  readonly #nodes: onnx.INodeProto[] = [];
  readonly #initializers: onnx.ITensorProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  readonly #stored: PlacedData[] = [];
  /** By the name of a tensor that is stored. */
  readonly #places = new Map<string, Place>();
  readonly #made = new Set<string>();
  #numBytes = 0;

  /** @param weightsFile name of the file of weights, beside the graph's own */
  constructor(weightsFile: string) {
    this.#weightsFile = weightsFile;
  }

  /** What the file of weights holds, in its order. */
  get stored(): readonly PlacedData[] {
    return this.#stored;
  }

  /** Size of the file of weights. */
  get weightsBytes(): number {
    return this.#numBytes;
  }

  input(name: string, type: ElementType, dimensions: Dimensions): string {
    this.#inputs.push(valueInfo(name, type, dimensions));
    return name;
  }

  /** Makes a value that a node has computed an output of the graph. */
  output(name: string, type: ElementType, dimensions: Dimensions): void {
    this.#outputs.push(valueInfo(name, type, dimensions));
  }

  /** A constant tensor that is in memory already. A small one stands in the graph's file. */
  constant(
    name: string,
    type: ElementType,
    dims: readonly number[],
    data: ArrayBufferView<ArrayBuffer>,
  ): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (bytes.length > mostInlineBytes) {
      this.store({
        tensors: [{ name, type, dims }],
        // eslint-disable-next-line @typescript-eslint/require-await -- there is nothing to wait for
        async *pieces() {
          yield { tensor: name, offset: 0, bytes };
        },
      });
      return name;
    }
    this.#initializers.push({
      name,
      dataType: elementTypes[type],
      dims: [...dims],
      rawData: bytes,
    });
    return name;
  }

  /** Announces tensors whose bytes are made later, and gives each its place in the file of weights. */
  store(data: StoredData): void {
    const places = data.tensors.map((tensor) => {
      const byteLength = tensor.dims.reduce((a, b) => a * b, 1) * bytesPerElement[tensor.type];
      const place = { offset: this.#numBytes, byteLength };
      this.#numBytes = Math.ceil((place.offset + byteLength) / alignment) * alignment;
      this.#places.set(tensor.name, place);
      this.#addExternal(tensor, place);
      return place;
    });
    this.#stored.push({ ...data, places });
  }

  /** The bytes of a stored tensor under another name and in another shape, without storing them again. */
  view(name: string, of: string, type: ElementType, dims: readonly number[]): string {
    const place = this.#places.get(of);
    invariant(place !== undefined, `the graph stores no "${of}"`);
    this.#addExternal({ name, type, dims }, place);
    return name;
  }

  #addExternal({ name, type, dims }: StoredTensor, { offset, byteLength }: Place): void {
    this.#initializers.push({
      name,
      dataType: elementTypes[type],
      dims: [...dims],
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [
        { key: "location", value: this.#weightsFile },
        { key: "offset", value: String(offset) },
        { key: "length", value: String(byteLength) },
      ],
    });
  }

  /** Nodes so far: what is added next stands behind them. */
  get numNodes(): number {
    return this.#nodes.length;
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
        ...Object.entries(options.lists ?? {}).map(([name, ints]) => ({
          name,
          type: onnx.AttributeProto.AttributeType.INTS,
          ints: [...ints],
        })),
      ],
    });
    return outputs[0] ?? "";
  }

  /** What `make` adds under `name`, added at the first call only. */
  once(name: string, make: (name: string) => string): string {
    if (!this.#made.has(name)) {
      this.#made.add(name);
      make(name);
    }
    return name;
  }

  /** The constant [-1]. */
  lastAxis(): string {
    return this.once("last_axis", (name) =>
      this.constant(name, "int64", [1], BigInt64Array.of(-1n)),
    );
  }

  /** Adds a multiplication by a number; nothing for 1. */
  scaled(input: string, factor: number): string {
    if (factor === 1) return input;
    const constant = this.once(`times_${String(factor)}`, (name) =>
      this.constant(name, "float32", [1], Float32Array.of(factor)),
    );
    return this.node("Mul", [input, constant]);
  }

  /** Adds a change of element type. */
  cast(input: string, type: ElementType, outputs?: readonly string[]): string {
    const ints = { to: elementTypes[type] };
    return this.node("Cast", [input], outputs === undefined ? { ints } : { ints, outputs });
  }

  /** The bytes of the graph's own file. */
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
        elemType: elementTypes[type],
        shape: {
          dim: dimensions.map((size) =>
            typeof size === "number" ? { dimValue: size } : { dimParam: size },
          ),
        },
      },
    },
  };
}

import { onnx } from "onnx-proto";
import { PositionedFile } from "../gguf/positionedFile";
import { corruptExport, unsupportedExport, quoted } from "./exportErrors";
import { GraphBudget } from "./graphBudget";
import { ProtoFile, type ProtoField } from "./protoFields";
import { placeOf, type WeightPlace } from "./externalPlace";
import { storedBytes } from "./tensorTypes";
import { wholeNumber } from "./wholeNumber";

/** A constant of a graph. */
export interface Weight {
  readonly name: string;
  /** Number of the type in ONNX's `TensorProto.DataType`. */
  readonly dataType: number;
  readonly dims: readonly number[];
  /** The tensor as the file has it, without the bytes if they lie elsewhere. */
  readonly tensor: onnx.ITensorProto;
  /** `undefined` where the tensor holds its own values. */
  readonly place: WeightPlace | undefined;
}

/** What is used of a graph's file: all but its weights' bytes. */
export interface OnnxFile {
  readonly path: string;
  readonly irVersion: number;
  /** Versions of the operator sets, by domain; the standard's own domain is "". */
  readonly opsets: ReadonlyMap<string, number>;
  readonly nodes: readonly onnx.INodeProto[];
  readonly inputs: readonly onnx.IValueInfoProto[];
  readonly outputs: readonly onnx.IValueInfoProto[];
  readonly weights: ReadonlyMap<string, Weight>;
}

/** Tensors up to this size are read with the graph. */
const smallTensorBytes = 4096;

/**
 * Reads a graph's file. Weights are only located, so a file of any size is read in the memory that its nodes take.
 *
 * @throws model/missing, model/corrupt or model/unsupported naming the file
 */
export async function readOnnxFile(path: string): Promise<OnnxFile> {
  const file = await PositionedFile.open(path);
  try {
    return await new Reader(new ProtoFile(file)).read();
  } finally {
    await file.close();
  }
}

class Reader {
  readonly #file: ProtoFile;
  readonly #budget: GraphBudget;
  readonly #nodes: onnx.INodeProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  readonly #weights = new Map<string, Weight>();

  constructor(file: ProtoFile) {
    this.#file = file;
    this.#budget = new GraphBudget(file.path);
  }

  async read(): Promise<OnnxFile> {
    let irVersion = 0;
    let graph: ProtoField | undefined;
    const opsets = new Map<string, number>();
    for await (const field of this.#file.fields(0, this.#file.size)) {
      if (field.number === 1 && field.kind === "varint") irVersion = field.value;
      if (field.number === 7 && field.kind === "bytes") {
        if (graph !== undefined) throw corruptExport(this.#file.path, "holds two graphs");
        graph = field;
      }
      if (field.number === 8 && field.kind === "bytes") {
        const opset = await this.#decode(onnx.OperatorSetIdProto, field, "Leaf");
        opsets.set(opset.domain === "ai.onnx" ? "" : opset.domain, wholeNumber(opset.version));
      }
      if (field.number === 25) {
        throw unsupportedExport(this.#file.path, "has functions of its own, which are not read");
      }
    }
    if (graph === undefined || irVersion < 1) {
      throw corruptExport(this.#file.path, "holds no graph");
    }
    await this.#readGraph(graph);
    return {
      path: this.#file.path,
      irVersion,
      opsets,
      nodes: this.#nodes,
      inputs: this.#inputs,
      outputs: this.#outputs,
      weights: this.#weights,
    };
  }

  async #readGraph(graph: ProtoField): Promise<void> {
    for await (const field of this.#file.fields(graph.begin, graph.end)) {
      if (field.kind !== "bytes") continue;
      switch (field.number) {
        case 1:
          this.#nodes.push(await this.#decode(onnx.NodeProto, field, "Node"));
          break;
        case 5:
          await this.#readWeight(field);
          break;
        case 11:
          this.#inputs.push(await this.#decode(onnx.ValueInfoProto, field, "ValueInfo"));
          break;
        case 12:
          this.#outputs.push(await this.#decode(onnx.ValueInfoProto, field, "ValueInfo"));
          break;
        case 15:
          throw unsupportedExport(this.#file.path, "has sparse weights, which are not read");
        default:
        // Names, remarks, and shapes that onnxruntime finds out by itself.
      }
    }
  }

  async #readWeight(field: ProtoField): Promise<void> {
    const parts: Uint8Array[] = [];
    let raw: ProtoField | undefined;
    if (field.end - field.begin <= smallTensorBytes) {
      parts.push(await this.#file.read(field.begin, field.end));
    } else {
      for await (const part of this.#file.fields(field.begin, field.end)) {
        if (part.number === rawData) {
          if (raw !== undefined) throw corruptExport(this.#file.path, "holds a tensor twice");
          raw = part;
        } else {
          this.#budget.reserve(part.end - part.tag);
          parts.push(await this.#file.read(part.tag, part.end));
        }
      }
    }
    const tensor = this.#decodeBytes(onnx.TensorProto, Buffer.concat(parts), "Tensor");
    await this.#addWeight(tensor, raw);
  }

  async #addWeight(tensor: onnx.TensorProto, raw: ProtoField | undefined): Promise<void> {
    const { path } = this.#file;
    const { name, dataType } = tensor;
    if (name === "" || this.#weights.has(name)) {
      throw corruptExport(path, `has two tensors of the name ${quoted(name)}`);
    }
    const dims = tensor.dims.map(wholeNumber);
    const byteLength = storedBytes(dataType, dims);
    if (byteLength === undefined) {
      throw unsupportedExport(
        path,
        `has a tensor ${quoted(name)} of a type or shape that no weights have`,
      );
    }
    let place: WeightPlace | undefined;
    if (tensor.dataLocation === onnx.TensorProto.DataLocation.EXTERNAL) {
      place = await placeOf(tensor, byteLength, path);
    } else if (raw !== undefined) {
      if (raw.end - raw.begin !== byteLength) {
        throw corruptExport(
          path,
          `has a tensor ${quoted(name)} that is not as long as its shape says`,
        );
      }
      place = { path, offset: raw.begin, byteLength };
    }
    this.#weights.set(name, { name, dataType, dims, tensor, place });
  }

  async #decode<T>(
    type: { decode(bytes: Uint8Array): T },
    field: ProtoField,
    message: Parameters<GraphBudget["count"]>[1],
  ): Promise<T> {
    this.#budget.reserve(field.end - field.begin);
    return this.#decodeBytes(type, await this.#file.read(field.begin, field.end), message);
  }

  #decodeBytes<T>(
    type: { decode(bytes: Uint8Array): T },
    bytes: Uint8Array,
    message: Parameters<GraphBudget["count"]>[1],
  ): T {
    this.#budget.count(bytes, message);
    try {
      return type.decode(bytes);
    } catch (cause) {
      throw corruptExport(this.#file.path, "is damaged, or is no ONNX graph", cause);
    }
  }
}

/** The field of a tensor that holds its bytes. */
const rawData = 9;

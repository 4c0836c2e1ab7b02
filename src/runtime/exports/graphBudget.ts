import { unsupportedExport, corruptExport } from "./exportErrors";
import { fieldIn } from "./protoFields";

/** Kinds of messages in a graph's file, by their names in ONNX's schema. */
type Message =
  | "Node"
  | "Attribute"
  | "Graph"
  | "Tensor"
  | "ValueInfo"
  | "Type"
  | "TypeTensor"
  | "Shape"
  | "Leaf";

/** Fields that hold messages, and packed numbers, which take more memory than they have bytes. Source: ONNX's onnx.proto. */
const schema: Readonly<
  Record<
    Message,
    { readonly messages: Readonly<Record<number, Message>>; readonly packed: readonly number[] }
  >
> = {
  Node: { messages: { 5: "Attribute" }, packed: [] },
  Attribute: {
    messages: { 5: "Tensor", 6: "Graph", 10: "Tensor", 11: "Graph", 14: "Type", 15: "Type" },
    packed: [7, 8],
  },
  Graph: {
    messages: { 1: "Node", 5: "Tensor", 11: "ValueInfo", 12: "ValueInfo", 13: "ValueInfo" },
    packed: [],
  },
  Tensor: { messages: { 13: "Leaf" }, packed: [1, 4, 5, 7, 10, 11] },
  ValueInfo: { messages: { 2: "Type" }, packed: [] },
  Type: { messages: { 1: "TypeTensor" }, packed: [] },
  TypeTensor: { messages: { 2: "Shape" }, packed: [] },
  Shape: { messages: { 1: "Leaf" }, packed: [] },
  Leaf: { messages: {}, packed: [] },
};

/** All but the weights: nodes, names and small constants. The largest decoders' have a few megabytes. */
const mostBytes = 64 << 20;

/** Fields and numbers, each of which takes some memory. A decoder of 32 layers has some 200,000. */
const mostValues = 1 << 20;

/** What a message takes beside its fields, in the same measure. */
const messageValues = 4;

/** Subgraphs inside subgraphs; a merged decoder has one level. */
const mostDepth = 40;

/**
 * What may be decoded of one graph's file. A few bytes of a message can become a hundred times as much memory, so what is in
 * a message is counted before it is decoded.
 */
export class GraphBudget {
  readonly #path: string;
  #bytes = 0;
  #values = 0;

  /** @param path named in errors */
  constructor(path: string) {
    this.#path = path;
  }

  /** @throws model/unsupported before so many bytes are read */
  reserve(numBytes: number): void {
    this.#bytes += numBytes;
    if (this.#bytes > mostBytes) {
      throw unsupportedExport(
        this.#path,
        `holds more than ${String(mostBytes >> 20)} MiB beside its weights`,
      );
    }
  }

  /**
   * Counts what is in a message.
   *
   * @throws model/corrupt or model/unsupported
   */
  count(bytes: Uint8Array, message: Message, depth = 0): void {
    if (depth > mostDepth) {
      throw unsupportedExport(this.#path, "has graphs inside graphs without end");
    }
    this.#add(messageValues);
    const { messages, packed } = schema[message];
    for (let tag = 0; tag < bytes.length;) {
      const field = fieldIn(bytes.subarray(tag, tag + 20), tag);
      if (field === undefined || field.end > bytes.length) {
        throw corruptExport(this.#path, "is damaged");
      }
      this.#add(1);
      if (field.kind === "bytes") {
        const inner = messages[field.number];
        if (inner !== undefined) {
          this.count(bytes.subarray(field.begin, field.end), inner, depth + 1);
        } else if (packed.includes(field.number)) {
          this.#add(field.end - field.begin);
        }
      }
      tag = field.end;
    }
  }

  #add(numValues: number): void {
    this.#values += numValues;
    if (this.#values > mostValues) {
      throw unsupportedExport(this.#path, "has more nodes and numbers than any known model");
    }
  }
}

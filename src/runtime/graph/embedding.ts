import type { DecoderConfig } from "../architecture/decoderConfig";
import type { TensorType } from "../checkpoint/tensorSource";
import { tensorNames } from "../checkpoint/tensorNames";
import { blocksOf } from "./codeRows";
import type { ElementType } from "./elementTypes";
import type { GraphBuilder } from "./graphBuilder";
import { inputNames } from "./graphNames";
import { holdMatrix, stackOf, type HeldMatrix } from "./heldMatrix";
import type { BlockParts } from "./linear";
import { linearStorage } from "./linearStorage";
import { rowChunks } from "./rowChunks";
import type { StoredPiece } from "./storedData";

/**
 * Adds the embedding: for each token its row of the table, [1, S, hidden]. A table of codes stays one and only the rows that
 * are looked up are made wide; a table of floats keeps the type it has in the file.
 *
 * @returns the rows, and the table for a head that is tied to it, if it is held in a way that a product can use
 */
export function addEmbedding(
  parts: BlockParts,
  config: DecoderConfig,
): { readonly rows: string; readonly table: HeldMatrix | undefined } {
  const { graph, tensors, precision } = parts;
  const name = tensorNames.embedding;
  const factor = config.multipliers.embedding;
  const type = floatTypes[tensors.typeOf(name)];
  if (type !== undefined && precision !== "fp32") {
    return { rows: graph.scaled(lookUpFloats(parts, type, config), factor), table: undefined };
  }
  const storage = linearStorage(tensors.typeOf(name), precision);
  const table = holdMatrix(graph, tensors, stackOf(tensors, "embedding", [name]), storage);
  const rows =
    table.kind === "floats"
      ? graph.node("Gather", [table.floats, inputNames.inputIds], { ints: { axis: 0 } })
      : lookUpCodes(graph, table);
  return { rows: graph.scaled(rows, factor), table };
}

const floatTypes: Partial<Record<TensorType, ElementType>> = {
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
};

function lookUpFloats(
  { graph, tensors }: BlockParts,
  type: ElementType,
  { vocabSize, hiddenSize }: DecoderConfig,
): string {
  const table = "embedding.table";
  graph.store({
    tensors: [{ name: table, type, dims: [vocabSize, hiddenSize] }],
    pieces: async function* (): AsyncGenerator<StoredPiece> {
      let offset = 0;
      for (const rows of rowChunks(vocabSize, hiddenSize)) {
        const bytes = await tensors.bytes(tensorNames.embedding, rows);
        yield { tensor: table, offset, bytes };
        offset += bytes.length;
      }
    },
  });
  const rows = graph.node("Gather", [table, inputNames.inputIds], { ints: { axis: 0 } });
  return type === "float32" ? rows : graph.cast(rows, "float32");
}

/** Gathers codes, scales and offsets of the tokens' rows and puts the weights together. */
function lookUpCodes(
  graph: GraphBuilder,
  table: Extract<HeldMatrix, { readonly kind: "codes" }>,
): string {
  const { storage, numInputs } = table;
  const gather = (from: string): string =>
    graph.node("Gather", [from, inputNames.inputIds], { ints: { axis: 0 } });
  /** [1, S, numBlocks] -> [1, S, numBlocks, 1] */
  const perBlock = (from: string): string =>
    graph.node("Unsqueeze", [gather(from), graph.lastAxis()]);
  const codes = graph.cast(unpacked(graph, gather(table.codes), table), "float32");
  const zero = graph.constant(
    "embedding.zero_point",
    "float32",
    [1],
    Float32Array.of(2 ** (storage.bits - 1)),
  );
  const scales = perBlock(table.scales);
  const centred = graph.node("Mul", [graph.node("Sub", [codes, zero]), scales]);
  const blocks =
    table.offsets === undefined ? centred : graph.node("Add", [centred, perBlock(table.offsets)]);
  const width = blocksOf(storage, numInputs) * storage.blockSize;
  const shape = graph.constant(
    "embedding.shape",
    "int64",
    [3],
    BigInt64Array.of(1n, -1n, BigInt(width)),
  );
  const rows = graph.node("Reshape", [blocks, shape]);
  if (width === numInputs) return rows;
  const ends = [0, numInputs, 2].map((value, i) =>
    graph.constant(`embedding.cut.${String(i)}`, "int64", [1], BigInt64Array.of(BigInt(value))),
  );
  return graph.node("Slice", [rows, ...ends]);
}

/** Codes of 4 bits, two in a byte, as one byte each: [1, S, numBlocks, blockSize]. */
function unpacked(
  graph: GraphBuilder,
  codes: string,
  { storage, numInputs }: Extract<HeldMatrix, { readonly kind: "codes" }>,
): string {
  if (storage.bits === 8) return codes;
  const sixteen = graph.constant("embedding.sixteen", "uint8", [1], Uint8Array.of(16));
  const high = graph.node("Div", [codes, sixteen]);
  const low = graph.node("Sub", [codes, graph.node("Mul", [high, sixteen])]);
  const pair = [low, high].map((half) => graph.node("Unsqueeze", [half, graph.lastAxis()]));
  const shape = graph.constant(
    "embedding.unpacked",
    "int64",
    [4],
    BigInt64Array.of(1n, -1n, BigInt(blocksOf(storage, numInputs)), BigInt(storage.blockSize)),
  );
  return graph.node("Reshape", [graph.node("Concat", pair, { ints: { axis: -1 } }), shape]);
}

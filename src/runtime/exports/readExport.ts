import { minPast } from "../model/stepInputs";
import { checkOrder } from "./checkOrder";
import { countParameters } from "./countParameters";
import { editNodes, turnsByItself, type EditedNodes } from "./editNodes";
import type { ExportConfig } from "./exportConfig";
import { quoted, unsupportedExport } from "./exportErrors";
import { findExportValues, type ExportValues } from "./exportValues";
import { GraphWalk } from "./graphWalk";
import { readOnnxFile, type OnnxFile } from "./onnxFile";
import { attentionInputs, findTreeAttention, type TreeAttention } from "./treeAttention";

/** What nodes of ours are written in: the standard's operator set, from this version on. */
const oldestOpset = 13;

/** An export that has been read, and what it can do. */
export interface ReadExport {
  readonly file: OnnxFile;
  readonly values: ExportValues;
  readonly edited: EditedNodes;
  readonly attention: TreeAttention;
  readonly sizes: {
    readonly numLayers: number;
    readonly numKvHeads: number;
    readonly headDim: number;
    readonly vocabSize: number;
  };
  /** The most positions that its tables hold; no limit if it has none. */
  readonly maxPositions: number;
  readonly numParameters: number;
}

/**
 * Reads an export's graph and finds out whether it can run trees.
 *
 * @throws model/missing, model/corrupt or model/unsupported naming the file
 */
export async function readExport(path: string, config: ExportConfig): Promise<ReadExport> {
  const file = await readOnnxFile(path);
  const opset = file.opsets.get("") ?? 0;
  if (opset < oldestOpset) {
    throw unsupportedExport(
      path,
      `is written in version ${String(opset)} of ONNX's operators, and Foretype needs ${String(oldestOpset)} or newer`,
    );
  }
  checkOrder(file);
  const values = findExportValues(file);
  const walk = new GraphWalk(file);
  const found = findTreeAttention(walk, values, file.nodes);
  const treeEdit = editNodes(file, values, walk, found);
  const attention = found.canRunTrees ? checkedTrees(found, treeEdit, values) : found;
  const edited = attention === found ? treeEdit : editNodes(file, values, walk, attention);
  const used = [...file.weights.values()].filter(({ name }) => edited.reads(name));
  return {
    file,
    values,
    edited,
    attention,
    sizes: sizesOf(values, config, file),
    maxPositions: tableLength(file, attention.canRunTrees),
    numParameters: countParameters(file.nodes, used),
  };
}

/** Whether nothing but the attention depends on a token's place, other than by its position. */
function checkedTrees(
  attention: Extract<TreeAttention, { readonly canRunTrees: true }>,
  { reads }: EditedNodes,
  { attentionMask, positionIds }: ExportValues,
): TreeAttention {
  if (attentionMask !== undefined && reads(attentionMask.name)) {
    return { canRunTrees: false, reason: "it computes more than lengths from its attention mask" };
  }
  const hasPositions = positionIds !== undefined && reads(positionIds.name);
  if (hasPositions || attention.nodes.every(turnsByItself)) return attention;
  return { canRunTrees: false, reason: "it has no input for positions" };
}

/** Wider than in any known model. Memory is taken for them, so they are not believed. */
const mostCacheWidth = 1 << 16;
const mostVocabulary = 1 << 22;

function sizesOf(
  { past, present, logits }: ExportValues,
  config: ExportConfig,
  { path }: OnnxFile,
): ReadExport["sizes"] {
  const caches = [...past, ...present].flatMap(({ key, value }) => [key, value]);
  const sizeOf = (axis: 1 | 3, fallback: number | undefined): number => {
    const sizes = caches.map(({ dims }) => dims[axis]).filter((size) => size !== undefined);
    const [first = fallback] = sizes;
    if (
      first === undefined ||
      !Number.isSafeInteger(first) ||
      sizes.some((size) => size !== first)
    ) {
      throw unsupportedExport(path, "does not say how wide its cache is, or layers differ");
    }
    return first;
  };
  const numKvHeads = sizeOf(1, config.numKvHeads);
  const headDim = sizeOf(3, config.headDim);
  if (numKvHeads * headDim > mostCacheWidth) {
    throw unsupportedExport(path, "says that its cache is wider than that of any known model");
  }
  const vocabSize = logits.dims[2] ?? config.vocabSize;
  if (vocabSize === undefined || vocabSize > mostVocabulary) {
    throw unsupportedExport(path, `does not say how many logits ${quoted(logits.name)} has`);
  }
  return { numLayers: past.length, numKvHeads, headDim, vocabSize };
}

/** Rows of the shortest table of angles. An empty cache is shown as one row, which takes one of them. */
function tableLength({ nodes, weights }: OnnxFile, canRunTrees: boolean): number {
  let length = Infinity;
  for (const node of nodes) {
    const isAttention = node.opType === "GroupQueryAttention";
    if (!isAttention && node.opType !== "RotaryEmbedding") continue;
    const table = node.input?.[isAttention ? attentionInputs.cosines : 2] ?? "";
    const rows = weights.get(table)?.dims[0];
    if (rows === undefined) continue;
    length = Math.min(length, isAttention && canRunTrees ? rows - minPast : rows);
  }
  return length;
}

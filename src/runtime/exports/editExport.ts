import { builtFiles } from "../../core/model/builtModel";
import type { ElementType } from "../graph/elementTypes";
import { GraphBuilder } from "../graph/graphBuilder";
import { inputNames, outputNames } from "../graph/graphNames";
import { addRowOutputs } from "../graph/headOutputs";
import type { KvShape } from "../model/kvCache";
import { EditedGraph } from "./editedGraph";
import { editNames, nameOfExport, type EditedNodes } from "./editNodes";
import type { ExportValues, GraphValue } from "./exportValues";
import type { OnnxFile } from "./onnxFile";
import { dataTypes, elementTypeOf } from "./tensorTypes";

/** The constant [2]: which axis of the cache counts rows. */
const rowAxis = "row_axis";

/**
 * Puts an export between nodes of ours, so that it has the inputs and outputs of `graphNames`: a cache of any capacity goes in,
 * only new rows and what a sampler needs of the wanted rows come out. `seqlens_k` and `attention_bias` are inputs only of
 * graphs that run trees; `position_ids` and `total_sequence_length` only where the export has a use for them.
 *
 * @param canRunTrees whether `edited` is
 * @param canLink see `EditedParts`
 */
export function editExport(
  file: OnnxFile,
  values: ExportValues,
  edited: EditedNodes,
  options: {
    readonly sizes: KvShape & { readonly vocabSize: number };
    readonly canRunTrees: boolean;
    readonly canLink: (path: string) => boolean;
  },
): EditedGraph {
  const added = new GraphBuilder(builtFiles.weights);
  const { sizes, canRunTrees } = options;
  added.constant(rowAxis, "int32", [1], Int32Array.of(2));
  addTokens(added, values, edited, canRunTrees);
  addConstants(added, values, edited);
  added.input(inputNames.rowsStart, "int32", [1]);
  added.input(inputNames.rowsEnd, "int32", [1]);
  added.input(inputNames.logitRows, "int32", ["wanted"]);
  addPast(added, values, sizes, canRunTrees);
  const numBefore = added.numNodes;
  addRows(added, values, sizes);
  addLogits(added, values.logits, edited, sizes.vocabSize);
  return new EditedGraph(
    {
      added,
      numBefore,
      nodes: edited.nodes,
      weights: [...file.weights.values()].filter(({ name }) => edited.reads(name)),
      irVersion: file.irVersion,
      opsets: file.opsets,
      canLink: options.canLink,
    },
    file.path,
  );
}

/** The tokens, their positions, what they see. */
function addTokens(
  graph: GraphBuilder,
  values: ExportValues,
  { reads }: EditedNodes,
  canRunTrees: boolean,
): void {
  const { inputIds, positionIds, attentionMask } = values;
  feed(graph, inputIds, graph.input(inputNames.inputIds, "int32", [1, "nodes"]));
  // Both kinds of positions are the same input, and it is declared once.
  const hasPositions = positionIds !== undefined && reads(positionIds.name);
  if (hasPositions || canRunTrees) graph.input(inputNames.positionIds, "int64", [1, "nodes"]);
  if (hasPositions) feed(graph, positionIds, inputNames.positionIds);
  const hasMask = attentionMask !== undefined && reads(attentionMask.name);
  if (hasMask || canRunTrees) graph.input(inputNames.totalSequenceLength, "int32", [1]);
  if (hasMask) feed(graph, attentionMask, allSeen(graph));
  if (!canRunTrees) return;
  graph.input(inputNames.seqlensK, "int32", [1]);
  const bias = graph.input(inputNames.attentionBias, "float32", [1, 1, "nodes", "total"]);
  const type = elementTypeOf(values.past[0]?.key.dataType ?? dataTypes.float32) ?? "float32";
  if (type === "float32") graph.node("Identity", [bias], { outputs: [editNames.attentionBias] });
  else graph.cast(bias, type, [editNames.attentionBias]);
}

/** A mask of as many ones as there are tokens, int64 [1, total]. */
function allSeen(graph: GraphBuilder): string {
  const one = graph.constant("mask.one", "int64", [1], BigInt64Array.of(1n));
  const total = graph.cast(inputNames.totalSequenceLength, "int64");
  const shape = graph.node("Concat", [one, total], { ints: { axis: 0 } });
  return graph.node("Expand", [one, shape]);
}

/** What never changes: that the cache is used, and that all logits are wanted. */
function addConstants(
  graph: GraphBuilder,
  { useCacheBranch, numLogits }: ExportValues,
  { reads }: EditedNodes,
): void {
  const constant = (value: GraphValue | undefined, number: bigint): void => {
    if (value === undefined || !reads(value.name)) return;
    const dims = value.dims.map(() => 1);
    const name = `${value.name}.constant`;
    feed(graph, value, graph.constant(name, "int64", dims, BigInt64Array.of(number)));
  };
  constant(useCacheBranch, 1n);
  constant(numLogits, 0n);
}

/**
 * The cache. Attention that runs trees takes as many of its rows as `seqlens_k` says; other attention takes all, so those beyond
 * the past are cut off first.
 */
function addPast(
  graph: GraphBuilder,
  { past }: ExportValues,
  { numKvHeads, headDim }: KvShape,
  canRunTrees: boolean,
): void {
  const dims = [1, numKvHeads, "capacity", headDim];
  const first = graph.constant("past.first", "int32", [1], Int32Array.of(0));
  const cut = (rows: string): string =>
    canRunTrees ? rows : graph.node("Slice", [rows, first, inputNames.rowsStart, rowAxis]);
  for (const [layer, { key, value }] of past.entries()) {
    feed(graph, key, cut(graph.input(inputNames.pastKey(layer), "float32", dims)));
    feed(graph, value, cut(graph.input(inputNames.pastValue(layer), "float32", dims)));
  }
}

function addRows(
  graph: GraphBuilder,
  { present }: ExportValues,
  { numLayers, numKvHeads, headDim }: KvShape,
): void {
  const newRows = present
    .flatMap(({ key, value }) => [key, value])
    .map((value) => {
      const { rowsStart, rowsEnd } = inputNames;
      const inputs = [nameOfExport(value.name), rowsStart, rowsEnd, rowAxis];
      return asFloats(graph, value, graph.node("Slice", inputs));
    });
  graph.node("Concat", newRows, { ints: { axis: 0 }, outputs: [outputNames.rows] });
  graph.output(outputNames.rows, "float32", [2 * numLayers, numKvHeads, "nodes", headDim]);
}

function addLogits(
  graph: GraphBuilder,
  logits: GraphValue,
  { hasWantedRows }: EditedNodes,
  vocabSize: number,
): void {
  const name = nameOfExport(logits.name);
  const wanted = hasWantedRows
    ? name
    : graph.node("Gather", [name, inputNames.logitRows], { ints: { axis: 1 } });
  addRowOutputs(graph, asFloats(graph, logits, wanted), vocabSize);
}

function asFloats(graph: GraphBuilder, { dataType }: GraphValue, name: string): string {
  return dataType === dataTypes.float32 ? name : graph.cast(name, "float32");
}

/** Makes an input of the export out of a value of ours, in the type that it wants. */
function feed(graph: GraphBuilder, value: GraphValue, from: string): void {
  const type: ElementType = elementTypeOf(value.dataType) ?? "int64";
  graph.cast(from, type, [nameOfExport(value.name)]);
}

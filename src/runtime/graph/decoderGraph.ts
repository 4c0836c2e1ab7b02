import { builtFiles } from "../../core/model/builtModel";
import type { Precision } from "../../core/model/modelSource";
import type { DecoderConfig } from "../architecture/decoderConfig";
import { tensorNames } from "../checkpoint/tensorNames";
import { SelectedRows } from "../checkpoint/selectedRows";
import type { TensorSource } from "../checkpoint/tensorSource";
import { addAttention, type RotaryNames } from "./attentionBlock";
import { addEmbedding } from "./embedding";
import { addFeedForward } from "./feedForwardBlock";
import { GraphBuilder } from "./graphBuilder";
import { inputNames, outputNames } from "./graphNames";
import { addHead } from "./headOutputs";
import { holdMatrix, stackOf, type HeldMatrix } from "./heldMatrix";
import type { BlockParts } from "./linear";
import { linearStorage } from "./linearStorage";
import { addNorm, addSkipNorm, type NormalisedStream } from "./norm";
import { rotaryCaches } from "./rotary";

/**
 * Raised with every change of what a graph computes or is called, so that graphs built by an older program are built anew.
 */
export const builderVersion = 4;

export interface GraphOptions {
  readonly precision: Precision;
  /** [K] the tokens that the head scores, ascending; all if left out. */
  readonly head?: Int32Array | undefined;
}

/**
 * Plans the ONNX graph of a decoder: of its tensors, only names, shapes and types are read here. Inputs and outputs are those
 * of `graphNames`.
 *
 * @param tensors have been checked against `config`
 * @param numPositions rows of the rotary tables: the most that cache and tree may hold together
 * Source: Touvron et al. 2023, arXiv:2302.13971, section 2.2; what other families do otherwise is in `DecoderConfig`.
 */
export function planDecoderGraph(
  tensors: TensorSource,
  config: DecoderConfig,
  numPositions: number,
  { precision, head }: GraphOptions,
): GraphBuilder {
  const graph = new GraphBuilder(builtFiles.weights);
  const parts = { graph, tensors, precision };
  addInputs(graph);
  const rotary = addRotary(graph, config, numPositions);
  const embedding = addEmbedding(parts, config);
  const newRows: string[] = [];
  let stream = firstNorm(parts, config, embedding.rows);
  for (let layer = 0; layer < config.numLayers; layer++) {
    const names = tensorNames.layer(layer);
    const attention = addAttention(parts, layer, stream.normalised, names, rotary, config);
    newRows.push(...attention.newRows);
    stream = addSkipNorm(parts, names.postNorm, stream.residual, attention.output, config);
    const output = addFeedForward(parts, layer, stream.normalised, names, config);
    const isLast = layer + 1 === config.numLayers;
    const nextNorm = isLast ? tensorNames.finalNorm : tensorNames.layer(layer + 1).inputNorm;
    stream = addSkipNorm(parts, nextNorm, stream.residual, output, config);
  }
  graph.node("Concat", newRows, { ints: { axis: 0 }, outputs: [outputNames.rows] });
  graph.output(outputNames.rows, "float32", [
    2 * config.numLayers,
    config.numKvHeads,
    "nodes",
    config.headDim,
  ]);
  addHead(graph, stream.normalised, headOf(parts, config, { table: embedding.table, head }), {
    multiplier: config.multipliers.logits,
    tokens: head,
  });
  return graph;
}

function addInputs(graph: GraphBuilder): void {
  graph.input(inputNames.inputIds, "int32", [1, "nodes"]);
  graph.input(inputNames.positionIds, "int64", [1, "nodes"]);
  graph.input(inputNames.attentionBias, "float32", [1, 1, "nodes", "columns"]);
  graph.input(inputNames.logitRows, "int32", ["wanted"]);
}

function addRotary(graph: GraphBuilder, config: DecoderConfig, numPositions: number): RotaryNames {
  const { cos, sin } = rotaryCaches(numPositions, config.headDim, config.rope);
  const dims = [numPositions, config.headDim / 2];
  return {
    cos: graph.constant("rotary.cos", "float32", dims, cos),
    sin: graph.constant("rotary.sin", "float32", dims, sin),
  };
}

function firstNorm(parts: BlockParts, config: DecoderConfig, residual: string): NormalisedStream {
  const name = tensorNames.layer(0).inputNorm;
  return { residual, normalised: addNorm(parts, name, residual, config, config.hiddenSize) };
}

/** The output head: the embedding's own table where it is tied, whole, and held in a way that a product can use. */
function headOf(
  { graph, tensors, precision }: BlockParts,
  config: DecoderConfig,
  {
    table,
    head,
  }: { readonly table: HeldMatrix | undefined; readonly head: Int32Array | undefined },
): HeldMatrix {
  if (config.hasTiedHead && table !== undefined && head === undefined) return table;
  const name = config.hasTiedHead ? tensorNames.embedding : tensorNames.head;
  const storage = linearStorage(tensors.typeOf(name), precision);
  const rows = head === undefined ? tensors : new SelectedRows(tensors, name, head);
  return holdMatrix(graph, rows, stackOf(rows, "head", [name]), storage);
}

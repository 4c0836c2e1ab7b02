import type { Precision } from "../../core/model/modelSource";
import type { ModelConfig } from "../modelConfig";
import { tensorNames } from "../weights/llamaTensors";
import type { SafetensorsFile } from "../weights/safetensorsFile";
import { addAttention, rowAxis, type RotaryNames } from "./attentionBlock";
import { addFeedForward } from "./feedForwardBlock";
import { GraphBuilder, type ElementType } from "./graphBuilder";
import { inputNames, outputNames } from "./graphNames";
import { addHead } from "./headOutputs";
import { readLinear, readStackedLinear } from "./readLinear";
import { rotaryCaches } from "./rotary";

/**
 * Raised with every change of what a graph computes or is called, so that graphs cached by an older builder are
 * built anew.
 */
export const builderVersion = 2;

/**
 * Builds the ONNX graph of a model of the Llama family. Inputs and outputs are those of `graphNames`.
 *
 * @param file its tensors have been checked against `config`
 * @param numPositions rows of the rotary tables: the most that cache and tree may hold together
 * @returns the bytes of an ONNX file
 * Source: Touvron et al. 2023, arXiv:2302.13971, section 2.2.
 */
export async function buildLlamaGraph(
  file: SafetensorsFile,
  config: ModelConfig,
  numPositions: number,
  precision: Precision,
): Promise<Uint8Array> {
  const graph = new GraphBuilder();
  addInputs(graph);
  graph.constant(rowAxis, "int32", [1], Int32Array.of(2));
  const rotary = addRotary(graph, config, numPositions);
  const newRows: string[] = [];
  let residual = await addEmbedding(graph, file, config);
  let normalised = await addFirstNorm(graph, file, config, residual);
  /** Adds a block's output to the residual stream and normalises the sum with the next norm's weights. */
  const addAndNormalise = async (output: string, norm: string): Promise<void> => {
    const weight = graph.constant(norm, "float32", [config.hiddenSize], await file.floats(norm));
    normalised = `${norm}.normalised`;
    graph.node("SkipSimplifiedLayerNormalization", [residual, output, weight], {
      domain: "com.microsoft",
      floats: { epsilon: config.normEpsilon },
      outputs: [normalised, "", "", `${norm}.residual`],
    });
    residual = `${norm}.residual`;
  };
  for (let layer = 0; layer < config.numLayers; layer++) {
    const names = tensorNames.layer(layer);
    const attention = addAttention(
      graph,
      layer,
      normalised,
      {
        qkv: await readStackedLinear(file, [names.q, names.k, names.v]),
        output: await readLinear(file, names.o),
      },
      rotary,
      config,
      precision,
    );
    newRows.push(...attention.newRows);
    await addAndNormalise(attention.output, names.postNorm);
    const feedForward = addFeedForward(
      graph,
      layer,
      normalised,
      {
        gate: await readLinear(file, names.gate),
        up: await readLinear(file, names.up),
        down: await readLinear(file, names.down),
      },
      precision,
    );
    const isLast = layer + 1 === config.numLayers;
    await addAndNormalise(
      feedForward,
      isLast ? tensorNames.finalNorm : tensorNames.layer(layer + 1).inputNorm,
    );
  }
  graph.node("Concat", newRows, { ints: { axis: 0 }, outputs: [outputNames.rows] });
  graph.output(outputNames.rows, "float32", [
    2 * config.numLayers,
    config.numKvHeads,
    "nodes",
    config.headDim,
  ]);
  const head = await readLinear(file, config.hasTiedHead ? embeddingPrefix : headPrefix);
  addHead(graph, normalised, head, config, precision);
  return graph.encode();
}

const embeddingPrefix = tensorNames.embedding.replace(/\.weight$/, "");
const headPrefix = tensorNames.head.replace(/\.weight$/, "");

function addInputs(graph: GraphBuilder): void {
  graph.input(inputNames.inputIds, "int32", [1, "nodes"]);
  graph.input(inputNames.positionIds, "int64", [1, "nodes"]);
  graph.input(inputNames.attentionBias, "float32", [1, 1, "nodes", "total"]);
  graph.input(inputNames.seqlensK, "int32", [1]);
  graph.input(inputNames.totalSequenceLength, "int32", [1]);
  graph.input(inputNames.rowsStart, "int32", [1]);
  graph.input(inputNames.rowsEnd, "int32", [1]);
  graph.input(inputNames.logitRows, "int32", ["wanted"]);
}

function addRotary(graph: GraphBuilder, config: ModelConfig, numPositions: number): RotaryNames {
  const { cos, sin } = rotaryCaches(numPositions, config.headDim, config.ropeTheta);
  const dims = [numPositions, config.headDim / 2];
  return {
    cos: graph.constant("rotary.cos", "float32", dims, cos),
    sin: graph.constant("rotary.sin", "float32", dims, sin),
  };
}

/** The table keeps the type it has in the file: a row is made wide after it was looked up, which loses nothing. */
async function addEmbedding(
  graph: GraphBuilder,
  file: SafetensorsFile,
  config: ModelConfig,
): Promise<string> {
  const name = tensorNames.embedding;
  const type = elementTypes[file.typeOf(name)];
  const dims = [config.vocabSize, config.hiddenSize];
  const table = graph.constant(`${name}.table`, type, dims, await file.bytes(name));
  const rows = graph.node("Gather", [table, inputNames.inputIds], { ints: { axis: 0 } });
  return type === "float32" ? rows : graph.cast(rows, "float32");
}

const elementTypes = {
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
} as const satisfies Record<string, ElementType>;

async function addFirstNorm(
  graph: GraphBuilder,
  file: SafetensorsFile,
  config: ModelConfig,
  input: string,
): Promise<string> {
  const name = tensorNames.layer(0).inputNorm;
  const weight = graph.constant(name, "float32", [config.hiddenSize], await file.floats(name));
  return graph.node("SimplifiedLayerNormalization", [input, weight], {
    ints: { axis: -1, stash_type: 1 },
    floats: { epsilon: config.normEpsilon },
  });
}

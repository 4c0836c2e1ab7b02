import type { Precision } from "../../core/model/modelSource";
import type { ModelConfig } from "../modelConfig";
import type { GraphBuilder } from "./graphBuilder";
import { inputNames } from "./graphNames";
import { addLinear, type LinearWeights } from "./linear";

export interface AttentionWeights {
  /** Queries, keys and values below each other: [(heads + 2 * kvHeads) * D, hidden]. */
  readonly qkv: LinearWeights;
  readonly output: LinearWeights;
}

/** Names of the rotary tables, which all layers share. */
export interface RotaryNames {
  readonly cos: string;
  readonly sin: string;
}

/**
 * Adds attention over the cache and the tree's own rows.
 *
 * `GroupQueryAttention` turns queries and keys by `position_ids`, adds `attention_bias`, and appends the new rows to a
 * copy of `past`. That copy is never an output of the graph: only the new rows are cut out of it, because every
 * output is copied once more on its way to JavaScript.
 *
 * @param input [1, S, hidden], normalised
 * @returns the block's output [1, S, hidden], and the new key and value rows [1, kvHeads, S, D]
 */
export function addAttention(
  graph: GraphBuilder,
  layer: number,
  input: string,
  weights: AttentionWeights,
  rotary: RotaryNames,
  config: ModelConfig,
  precision: Precision,
): { readonly output: string; readonly newRows: readonly [string, string] } {
  const name = `layer${String(layer)}.attention`;
  const cacheSize = [1, config.numKvHeads, "capacity", config.headDim];
  const pastKey = graph.input(inputNames.pastKey(layer), "float32", cacheSize);
  const pastValue = graph.input(inputNames.pastValue(layer), "float32", cacheSize);
  const qkv = addLinear(graph, `${name}.qkv`, input, weights.qkv, precision);
  const [key, value] = [`${name}.present.key`, `${name}.present.value`];
  const attended = graph.node(
    "GroupQueryAttention",
    [
      qkv,
      "",
      "",
      pastKey,
      pastValue,
      inputNames.seqlensK,
      inputNames.totalSequenceLength,
      rotary.cos,
      rotary.sin,
      inputNames.positionIds,
      inputNames.attentionBias,
    ],
    {
      domain: "com.microsoft",
      ints: { num_heads: config.numHeads, kv_num_heads: config.numKvHeads, do_rotary: 1 },
      outputs: [`${name}.attended`, key, value],
    },
  );
  const output = addLinear(graph, `${name}.output`, attended, weights.output, precision);
  const newRowsOf = (present: string): string =>
    graph.node("Slice", [present, inputNames.rowsStart, inputNames.rowsEnd, rowAxis]);
  return { output, newRows: [newRowsOf(key), newRowsOf(value)] };
}

/** The constant [2]: which axis of `present` counts rows. */
export const rowAxis = "row_axis";

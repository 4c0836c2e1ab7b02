import type { DecoderConfig } from "../architecture/decoderConfig";
import type { LayerNames } from "../checkpoint/tensorNames";
import { inputNames } from "./graphNames";
import { addLinear, type BlockParts } from "./linear";
import { addNorm } from "./norm";

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
  parts: BlockParts,
  layer: number,
  input: string,
  names: LayerNames,
  rotary: RotaryNames,
  config: DecoderConfig,
): { readonly output: string; readonly newRows: readonly [string, string] } {
  const { graph } = parts;
  const name = `layer${String(layer)}.attention`;
  const cacheSize = [1, config.numKvHeads, "capacity", config.headDim];
  const pastKey = graph.input(inputNames.pastKey(layer), "float32", cacheSize);
  const pastValue = graph.input(inputNames.pastValue(layer), "float32", cacheSize);
  const qkv = addLinear(
    parts,
    `${name}.qkv`,
    input,
    [names.q, names.k, names.v],
    config.hasQkvBias,
  );
  const [key, value] = [`${name}.present.key`, `${name}.present.value`];
  const queriesKeysValues = config.hasQkNorm
    ? addHeadNorms(parts, name, qkv, names, config)
    : [qkv, "", ""];
  const attended = graph.node(
    "GroupQueryAttention",
    [
      ...queriesKeysValues,
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
      floats: { scale: config.multipliers.attention },
      outputs: [`${name}.attended`, key, value],
    },
  );
  const output = addLinear(parts, `${name}.output`, attended, [names.o], config.hasOutputBias);
  const newRowsOf = (present: string): string =>
    graph.node("Slice", [present, inputNames.rowsStart, inputNames.rowsEnd, rowAxis]);
  return { output, newRows: [newRowsOf(key), newRowsOf(value)] };
}

/** Splits queries, keys and values, and normalises each head's queries and keys. */
function addHeadNorms(
  parts: BlockParts,
  name: string,
  qkv: string,
  names: LayerNames,
  config: DecoderConfig,
): readonly string[] {
  const { graph } = parts;
  const { numHeads, numKvHeads, headDim } = config;
  const shape = (constant: string, sizes: readonly number[]): string =>
    graph.once(constant, () =>
      graph.constant(constant, "int64", [sizes.length], BigInt64Array.from(sizes, BigInt)),
    );
  const sizes = [numHeads, numKvHeads, numKvHeads].map((heads) => heads * headDim);
  const [queries, keys, values] = ["q", "k", "v"].map((part) => `${name}.${part}`) as [
    string,
    string,
    string,
  ];
  graph.node("Split", [qkv, shape("qkv_sizes", sizes)], {
    ints: { axis: -1 },
    outputs: [queries, keys, values],
  });
  const normalised = (input: string, norm: string, heads: number): string => {
    const apart = shape(`heads_${String(heads)}`, [1, -1, heads, headDim]);
    const together = shape(`together_${String(heads)}`, [1, -1, heads * headDim]);
    const byHead = graph.node("Reshape", [input, apart]);
    return graph.node("Reshape", [addNorm(parts, norm, byHead, config, headDim), together]);
  };
  return [
    normalised(queries, names.qNorm, numHeads),
    normalised(keys, names.kNorm, numKvHeads),
    values,
  ];
}

/** The constant [2]: which axis of `present` counts rows. */
export const rowAxis = "row_axis";

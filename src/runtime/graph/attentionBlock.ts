import type { DecoderConfig } from "../architecture/decoderConfig";
import type { LayerNames } from "../checkpoint/tensorNames";
import type { GraphBuilder } from "./graphBuilder";
import { inputNames } from "./graphNames";
import { headsFirst, headsLast, reshape, split } from "./layout";
import { addLinear, type BlockParts } from "./linear";
import { addNorm } from "./norm";

/** Names of the rotary tables, which all layers share. */
export interface RotaryNames {
  readonly cos: string;
  readonly sin: string;
}

/** Queries [1, heads, S, D], keys and values [1, kvHeads, S, D]; queries and keys are turned by their positions. */
interface Projections {
  readonly queries: string;
  readonly keys: string;
  readonly values: string;
}

/**
 * Adds attention over the cache and the tree's own rows.
 *
 * The two are multiplied apart and share one softmax, so that the cache is read where it lies, once for all queries of its head.
 * `GroupQueryAttention` copies it in every step; on 2 cores of an AMD EPYC, past 700, milliseconds of all layers' attention with
 * it and so: embedded model, 1 node 0.61 and 0.30, 4 nodes 0.68 and 0.50; Qwen 0.5B, 1 node 5.9 and 3.2, 8 nodes 12 and 8, 128
 * nodes 86 and 100; Qwen 1.5B, 1 node 10 and 7, 8 nodes 20 and 12.
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
  const pastKeys = graph.input(inputNames.pastKey(layer), "float32", cacheSize);
  const pastValues = graph.input(inputNames.pastValue(layer), "float32", cacheSize);
  const projections = addProjections(parts, name, input, names, rotary, config);
  const attended = attend(graph, projections, { pastKeys, pastValues }, config);
  const output = addLinear(parts, `${name}.output`, attended, [names.o], config.hasOutputBias);
  return { output, newRows: [projections.keys, projections.values] };
}

function addProjections(
  parts: BlockParts,
  name: string,
  input: string,
  names: LayerNames,
  rotary: RotaryNames,
  config: DecoderConfig,
): Projections {
  const { graph } = parts;
  const { numHeads, numKvHeads, headDim } = config;
  const toTurn = numHeads + numKvHeads;
  const prefixes = [names.q, names.k, names.v];
  const qkv = addLinear(parts, `${name}.qkv`, input, prefixes, config.hasQkvBias);
  const [turnable = "", values = ""] = split(graph, qkv, -1, [
    toTurn * headDim,
    numKvHeads * headDim,
  ]);
  const turned = graph.node(
    "RotaryEmbedding",
    [
      config.hasQkNorm ? addHeadNorms(parts, turnable, names, config) : turnable,
      inputNames.positionIds,
      rotary.cos,
      rotary.sin,
    ],
    { domain: "com.microsoft", ints: { num_heads: toTurn } },
  );
  const byHead = headsFirst(graph, turned, toTurn, headDim);
  const [queries = "", keys = ""] = split(graph, byHead, 1, [numHeads, numKvHeads]);
  return { queries, keys, values: headsFirst(graph, values, numKvHeads, headDim) };
}

/** Normalises each head of queries and keys, [1, S, (heads + kvHeads) * D]. */
function addHeadNorms(
  parts: BlockParts,
  input: string,
  names: LayerNames,
  config: DecoderConfig,
): string {
  const { graph } = parts;
  const { numHeads, numKvHeads, headDim } = config;
  const widths = [numHeads * headDim, numKvHeads * headDim];
  const [queries = "", keys = ""] = split(graph, input, -1, widths);
  const normalised = [
    { part: queries, norm: names.qNorm, heads: numHeads },
    { part: keys, norm: names.kNorm, heads: numKvHeads },
  ].map(({ part, norm, heads }) => {
    const byHead = reshape(graph, part, [1, -1, heads, headDim]);
    return reshape(graph, addNorm(parts, norm, byHead, config, headDim), [1, -1, heads * headDim]);
  });
  return graph.node("Concat", normalised, { ints: { axis: -1 } });
}

/**
 * Attention of the tree's queries over the cache and the tree, [1, S, heads * D]. The queries that share a head of keys and values
 * stand below each other, so that it is multiplied once.
 */
function attend(
  graph: GraphBuilder,
  { queries, keys, values }: Projections,
  { pastKeys, pastValues }: { readonly pastKeys: string; readonly pastValues: string },
  config: DecoderConfig,
): string {
  const { numHeads, numKvHeads, headDim, multipliers } = config;
  const stacked = reshape(graph, queries, [1, numKvHeads, -1, headDim]);
  const scoresOf = (rows: string): string =>
    graph.node("FusedMatMul", [stacked, rows], {
      domain: "com.microsoft",
      ints: { transB: 1 },
      floats: { alpha: multipliers.attention },
    });
  const scores = graph.node("Concat", [scoresOf(pastKeys), scoresOf(keys)], { ints: { axis: -1 } });
  const biased = graph.node("Add", [
    reshape(graph, scores, [1, numHeads, -1, 0]),
    inputNames.attentionBias,
  ]);
  const shares = graph.node("Softmax", [biased], { ints: { axis: -1 } });
  const [ofPast = "", ofTree = ""] = split(
    graph,
    reshape(graph, shares, [1, numKvHeads, -1, 0]),
    -1,
    addColumns(graph, pastKeys),
  );
  const attended = graph.node("Add", [
    graph.node("MatMul", [ofPast, pastValues]),
    graph.node("MatMul", [ofTree, values]),
  ]);
  return headsLast(graph, reshape(graph, attended, [1, numHeads, -1, 0]), numHeads * headDim);
}

/** How many columns the cache has and how many the tree: int64 [2]. The same in all layers. */
function addColumns(graph: GraphBuilder, pastKeys: string): string {
  return graph.once("columns", (name) => {
    const past = graph.node("Shape", [pastKeys], { ints: { start: 2, end: 3 } });
    const tree = graph.node("Shape", [inputNames.inputIds], { ints: { start: 1, end: 2 } });
    return graph.node("Concat", [past, tree], { ints: { axis: 0 }, outputs: [name] });
  });
}

import { rotaryCaches } from "../../../src/runtime/graph/rotary";
import type { ExportWeights } from "./exportWeights";
import { OnnxGraph, float } from "./onnxGraph";

/** What onnxruntime-genai's exporter can be told. */
export interface GenaiOptions {
  readonly type?: "float32" | "float16";
  /** Whether the attention turns queries and keys, or nodes before it that read `position_ids`. */
  readonly rotary?: "attention" | "nodes";
  /** `local_window_size`, the same for all layers or one for each. */
  readonly windows?: readonly number[];
  readonly softcap?: number;
  /** Rows of the tables of angles. */
  readonly numPositions?: number;
  /** Whether something else of the graph reads the attention mask: here, whether all of it is seen. */
  readonly usesMask?: boolean;
}

/**
 * A decoder in onnxruntime-genai's layout: `GroupQueryAttention`, lengths from the attention mask, the cache as
 * `past_key_values.N.key` and `present.N.key`.
 *
 * Source: the inputs and outputs of its model builder, as its documentation and exported models show them.
 */
export async function genaiGraph(
  weights: ExportWeights,
  options: GenaiOptions = {},
): Promise<OnnxGraph> {
  const { config } = weights;
  const { type = "float32", rotary = "attention", numPositions = config.maxPositions } = options;
  const graph = new OnnxGraph("/model");
  graph.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  graph.input("attention_mask", "int64", ["batch_size", "total_sequence_length"]);
  if (rotary === "nodes") {
    graph.input("position_ids", "int64", ["batch_size", "sequence_length"]);
  }
  const lengths = addLengths(graph);
  const angles = rotaryCaches(numPositions, config.headDim, config.rope);
  const tableDims = [numPositions, config.headDim / 2];
  graph.floats("cos_cache", tableDims, angles.cos, type);
  graph.floats("sin_cache", tableDims, angles.sin, type);
  const matrix = async (name: string): Promise<string> => {
    const { dims, values } = await weights.transposed(name);
    return graph.floats(`${name}.MatMul`, dims, values, type);
  };
  const product = async (input: string, prefix: string): Promise<string> => {
    const result = graph.node("MatMul", [input, await matrix(`${prefix}.weight`)]);
    if (!weights.has(`${prefix}.bias`)) return result;
    const bias = await weights.vector(`${prefix}.bias`);
    return graph.node("Add", [result, graph.floats(`${prefix}.bias`, [bias.length], bias, type)]);
  };
  const norm = async (name: string): Promise<string> => {
    const values = await weights.vector(name);
    return graph.floats(name, [values.length], values, type);
  };
  const epsilon = float(config.norm.epsilon);

  const table = await weights.table("model.embed_tokens.weight");
  graph.floats("model.embed_tokens.weight", table.dims, table.values, type);
  let residual = graph.node("Gather", ["model.embed_tokens.weight", "input_ids"]);
  let normalised = graph.node(
    "SimplifiedLayerNormalization",
    [residual, await norm("model.layers.0.input_layernorm.weight")],
    { axis: -1, epsilon, stash_type: 1 },
  );
  const skip = async (added: string, name: string): Promise<void> => {
    const sum = `${added}/skip`;
    normalised = graph.microsoft(
      "SkipSimplifiedLayerNormalization",
      [residual, added, await norm(name)],
      { epsilon },
      [`${added}/normalised`, "", "", sum],
    );
    residual = sum;
  };
  for (let layer = 0; layer < config.numLayers; layer++) {
    const prefix = `model.layers.${String(layer)}`;
    const heads = (count: number): Record<string, number> => ({ num_heads: count });
    const turned = (input: string, count: number): string =>
      rotary === "attention"
        ? input
        : graph.microsoft("RotaryEmbedding", [input, "position_ids", "cos_cache", "sin_cache"], {
            interleaved: 0,
            ...heads(count),
            rotary_embedding_dim: config.headDim,
          });
    const queries = turned(
      await product(normalised, `${prefix}.self_attn.q_proj`),
      config.numHeads,
    );
    const keys = turned(await product(normalised, `${prefix}.self_attn.k_proj`), config.numKvHeads);
    const values = await product(normalised, `${prefix}.self_attn.v_proj`);
    const cache = [1, config.numKvHeads, "past_sequence_length", config.headDim];
    const present = [1, config.numKvHeads, "total_sequence_length", config.headDim];
    const names = ["key", "value"].map((kind) => `${String(layer)}.${kind}`);
    for (const name of names) graph.input(`past_key_values.${name}`, type, cache);
    for (const name of names) graph.output(`present.${name}`, type, present);
    const attended = graph.microsoft(
      "GroupQueryAttention",
      [
        ...[queries, keys, values],
        ...names.map((name) => `past_key_values.${name}`),
        ...lengths,
        ...(rotary === "attention" ? ["cos_cache", "sin_cache"] : []),
      ],
      {
        num_heads: config.numHeads,
        kv_num_heads: config.numKvHeads,
        scale: float(config.multipliers.attention),
        softcap: float(options.softcap ?? 0),
        local_window_size: options.windows?.[layer % options.windows.length] ?? -1,
        do_rotary: rotary === "attention" ? 1 : 0,
        rotary_interleaved: 0,
      },
      [`${prefix}/attention`, ...names.map((name) => `present.${name}`)],
    );
    await skip(
      await product(attended, `${prefix}.self_attn.o_proj`),
      `${prefix}.post_attention_layernorm.weight`,
    );
    const gate = await product(normalised, `${prefix}.mlp.gate_proj`);
    const up = await product(normalised, `${prefix}.mlp.up_proj`);
    const active = graph.node("Mul", [gate, graph.node("Sigmoid", [gate])]);
    const down = await product(graph.node("Mul", [active, up]), `${prefix}.mlp.down_proj`);
    const next =
      layer + 1 === config.numLayers
        ? "model.norm.weight"
        : `model.layers.${String(layer + 1)}.input_layernorm.weight`;
    await skip(down, next);
  }
  const head = config.hasTiedHead ? "model.embed_tokens.weight" : "lm_head.weight";
  const product2 = graph.node("MatMul", [normalised, await matrix(head)]);
  const seen =
    options.usesMask === true
      ? graph.cast(graph.node("ReduceMax", ["attention_mask"], { keepdims: 0 }), type)
      : undefined;
  graph.node(
    seen === undefined ? "Identity" : "Mul",
    [product2, ...(seen === undefined ? [] : [seen])],
    {},
    {
      outputs: ["logits"],
    },
  );
  graph.output("logits", type, ["batch_size", "sequence_length", config.vocabSize]);
  return graph;
}

/** `seqlens_k` and `total_sequence_length`, out of the attention mask. */
function addLengths(graph: OnnxGraph): readonly [string, string] {
  const sum = graph.node("ReduceSum", ["attention_mask", graph.constant([1])], { keepdims: 0 });
  const last = graph.node("Sub", [sum, graph.constant([1])]);
  const shape = graph.node("Shape", ["attention_mask"]);
  const total = graph.node("Gather", [shape, graph.constant([1], true)], { axis: 0 });
  return [graph.cast(last, "int32"), graph.cast(total, "int32")];
}

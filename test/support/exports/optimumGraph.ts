import { rotaryFrequencies } from "../../../src/runtime/graph/rotary";
import type { ExportWeights } from "./exportWeights";
import { OnnxGraph } from "./onnxGraph";

/** What optimum's exporter can be told, or has done at some time. */
export interface OptimumOptions {
  /** Whether positions are an input, or counted from the attention mask. */
  readonly positions?: "input" | "mask";
  /** Whether graphs with and without a cache are the branches of one node. */
  readonly isMerged?: boolean;
  readonly opset?: number;
}

/**
 * A decoder in optimum's layout: attention out of plain operators, causal by the order of rows and by the attention mask.
 *
 * Source: the inputs and outputs of its export of text generation with past, as its documentation shows them.
 */
export async function optimumGraph(
  weights: ExportWeights,
  options: OptimumOptions = {},
): Promise<OnnxGraph> {
  const { config } = weights;
  const graph = new OnnxGraph("/main");
  graph.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  graph.input("attention_mask", "int64", ["batch_size", "past_sequence_length + 1"]);
  if (options.positions !== "mask") {
    graph.input("position_ids", "int64", ["batch_size", "sequence_length"]);
  }
  const cache = ["batch_size", config.numKvHeads, "past_sequence_length", config.headDim];
  const names = Array.from({ length: config.numLayers }, (_, layer) =>
    ["key", "value"].map((kind) => `${String(layer)}.${kind}`),
  ).flat();
  for (const name of names) graph.input(`past_key_values.${name}`, "float32", cache);
  if (options.isMerged === true) graph.input("use_cache_branch", "bool", [1]);
  await addWeights(graph, weights);
  const outputs = ["logits", ...names.map((name) => `present.${name}`)];
  if (options.isMerged === true) {
    const branch = (prefix: string, hasPast: boolean): OnnxGraph => {
      const inner = new OnnxGraph(prefix);
      addDecoder(inner, weights, { ...options, hasPast, outputPrefix: `${prefix}.` });
      return inner;
    };
    graph.node(
      "If",
      [graph.node("Squeeze", ["use_cache_branch"])],
      {
        then_branch: branch("with_past", true).subgraph(),
        else_branch: branch("no_past", false).subgraph(),
      },
      { outputs },
    );
    declareOutputs(graph, weights, "");
  } else {
    addDecoder(graph, weights, { ...options, hasPast: true, outputPrefix: "" });
  }
  return graph;
}

async function addWeights(graph: OnnxGraph, weights: ExportWeights): Promise<void> {
  const { config } = weights;
  const vectors = ["model.norm.weight"];
  const matrices = [config.hasTiedHead ? "model.embed_tokens.weight" : "lm_head.weight"];
  for (let layer = 0; layer < config.numLayers; layer++) {
    const prefix = `model.layers.${String(layer)}`;
    vectors.push(`${prefix}.input_layernorm.weight`, `${prefix}.post_attention_layernorm.weight`);
    for (const part of ["q", "k", "v", "o"]) {
      matrices.push(`${prefix}.self_attn.${part}_proj.weight`);
      const bias = `${prefix}.self_attn.${part}_proj.bias`;
      if (weights.has(bias)) vectors.push(bias);
    }
    matrices.push(...["gate", "up", "down"].map((part) => `${prefix}.mlp.${part}_proj.weight`));
  }
  const table = await weights.table("model.embed_tokens.weight");
  graph.floats("table", table.dims, table.values);
  for (const name of vectors) {
    const values = await weights.vector(name);
    graph.floats(name, [values.length], values);
  }
  for (const name of matrices) {
    const { dims, values } = await weights.transposed(name);
    graph.floats(`${name}.t`, dims, values);
  }
  const frequencies = Float32Array.from(rotaryFrequencies(config.headDim, config.rope));
  graph.floats("inv_freq", [1, frequencies.length], frequencies);
  graph.floats("epsilon", [1], Float32Array.of(config.norm.epsilon));
  graph.floats("two", [1], Float32Array.of(2));
  graph.floats("scale", [1], Float32Array.of(config.multipliers.attention));
  graph.floats("zero", [1], Float32Array.of(0));
  graph.floats("lowest", [1], Float32Array.of(-3.4e38));
}

interface DecoderOptions extends OptimumOptions {
  readonly hasPast: boolean;
  readonly outputPrefix: string;
}

function addDecoder(graph: OnnxGraph, weights: ExportWeights, options: DecoderOptions): void {
  const { config } = weights;
  const sizes = addSizes(graph);
  const mask = addMask(graph, sizes);
  const { cos, sin } = addAngles(graph, sizes, options);
  const linear = (input: string, prefix: string): string => {
    const product = graph.node("MatMul", [input, `${prefix}.weight.t`]);
    const bias = `${prefix}.bias`;
    return weights.has(bias) ? graph.node("Add", [product, bias]) : product;
  };
  const norm = (input: string, name: string): string => {
    const mean = graph.node("ReduceMean", [graph.node("Pow", [input, "two"])], {
      axes: [-1],
      keepdims: 1,
    });
    const root = graph.node("Sqrt", [graph.node("Add", [mean, "epsilon"])]);
    return graph.node("Mul", [name, graph.node("Div", [input, root])]);
  };
  const byHead = (input: string, numHeads: number): string => {
    const shape = graph.constant([1, -1, numHeads, config.headDim]);
    return graph.node("Transpose", [graph.node("Reshape", [input, shape])], { perm: [0, 2, 1, 3] });
  };
  const turned = (input: string): string => {
    const half = config.headDim / 2;
    const cut = (from: number, to: number): string =>
      graph.node("Slice", [input, ...[[from], [to], [3]].map((values) => graph.constant(values))]);
    const negative = graph.node("Neg", [cut(half, config.headDim)]);
    const rotated = graph.node("Concat", [negative, cut(0, half)], { axis: -1 });
    return graph.node("Add", [graph.node("Mul", [input, cos]), graph.node("Mul", [rotated, sin])]);
  };
  const present = (rows: string, name: string): string => {
    const inputs = options.hasPast ? [`past_key_values.${name}`, rows] : [rows];
    const output = `${options.outputPrefix}present.${name}`;
    return graph.node("Concat", inputs, { axis: 2 }, { outputs: [output] });
  };
  const groupSize = config.numHeads / config.numKvHeads;
  const shared = Array.from({ length: config.numHeads }, (_, head) => Math.floor(head / groupSize));
  const repeated = (input: string): string =>
    graph.node("Gather", [input, graph.constant(shared)], { axis: 1 });

  let stream = graph.node("Gather", ["table", "input_ids"]);
  for (let layer = 0; layer < config.numLayers; layer++) {
    const prefix = `model.layers.${String(layer)}`;
    const input = norm(stream, `${prefix}.input_layernorm.weight`);
    const queries = turned(byHead(linear(input, `${prefix}.self_attn.q_proj`), config.numHeads));
    const newKeys = turned(byHead(linear(input, `${prefix}.self_attn.k_proj`), config.numKvHeads));
    const newValues = byHead(linear(input, `${prefix}.self_attn.v_proj`), config.numKvHeads);
    const keys = repeated(present(newKeys, `${String(layer)}.key`));
    const values = repeated(present(newValues, `${String(layer)}.value`));
    const turnedKeys = graph.node("Transpose", [keys], { perm: [0, 1, 3, 2] });
    const scores = graph.node("Mul", [graph.node("MatMul", [queries, turnedKeys]), "scale"]);
    const shares = graph.node("Softmax", [graph.node("Add", [scores, mask])], { axis: -1 });
    const attended = graph.node("Transpose", [graph.node("MatMul", [shares, values])], {
      perm: [0, 2, 1, 3],
    });
    const together = graph.constant([1, -1, config.numHeads * config.headDim]);
    const output = linear(
      graph.node("Reshape", [attended, together]),
      `${prefix}.self_attn.o_proj`,
    );
    stream = graph.node("Add", [stream, output]);
    const fed = norm(stream, `${prefix}.post_attention_layernorm.weight`);
    const gate = linear(fed, `${prefix}.mlp.gate_proj`);
    const active = graph.node("Mul", [gate, graph.node("Sigmoid", [gate])]);
    const product = graph.node("Mul", [active, linear(fed, `${prefix}.mlp.up_proj`)]);
    stream = graph.node("Add", [stream, linear(product, `${prefix}.mlp.down_proj`)]);
  }
  const head = config.hasTiedHead ? "model.embed_tokens.weight.t" : "lm_head.weight.t";
  graph.node(
    "MatMul",
    [norm(stream, "model.norm.weight"), head],
    {},
    {
      outputs: [`${options.outputPrefix}logits`],
    },
  );
  declareOutputs(graph, weights, options.outputPrefix);
}

function declareOutputs(graph: OnnxGraph, { config }: ExportWeights, prefix: string): void {
  graph.output(`${prefix}logits`, "float32", ["batch_size", "sequence_length", config.vocabSize]);
  for (let layer = 0; layer < config.numLayers; layer++) {
    for (const kind of ["key", "value"]) {
      const dims = ["batch_size", config.numKvHeads, "total_sequence_length", config.headDim];
      graph.output(`${prefix}present.${String(layer)}.${kind}`, "float32", dims);
    }
  }
}

interface Sizes {
  readonly total: string;
  /** How many rows stand before the tokens. */
  readonly past: string;
}

function addSizes(graph: OnnxGraph): Sizes {
  const sizeOf = (input: string): string =>
    graph.node("Gather", [graph.node("Shape", [input]), graph.constant([1], true)], { axis: 0 });
  const total = sizeOf("attention_mask");
  return { total, past: graph.node("Sub", [total, sizeOf("input_ids")]) };
}

/** [S, total]: 0 for what a token sees, very low for the others. */
function addMask(graph: OnnxGraph, { total, past }: Sizes): string {
  const one = graph.constant([1], true);
  const rows = graph.node("Unsqueeze", [
    graph.node("Range", [past, total, one]),
    graph.constant([1]),
  ]);
  const columns = graph.node("Range", [graph.constant([0], true), total, one]);
  const isCausal = graph.node("GreaterOrEqual", [rows, columns]);
  const isSeen = graph.node("And", [isCausal, graph.cast("attention_mask", "bool")]);
  return graph.node("Where", [isSeen, "zero", "lowest"]);
}

function addAngles(
  graph: OnnxGraph,
  { total, past }: Sizes,
  { positions }: DecoderOptions,
): { readonly cos: string; readonly sin: string } {
  let ids = "position_ids";
  if (positions === "mask") {
    const counted = graph.node("CumSum", ["attention_mask", graph.constant([1], true)]);
    const from = graph.node("Unsqueeze", [past, graph.constant([0])]);
    const to = graph.node("Unsqueeze", [total, graph.constant([0])]);
    const own = graph.node("Slice", [counted, from, to, graph.constant([1])]);
    ids = graph.node("Sub", [own, graph.constant([1])]);
  }
  const column = graph.node("Unsqueeze", [graph.cast(ids, "float32"), graph.constant([2])]);
  const half = graph.node("MatMul", [column, "inv_freq"]);
  const angles = graph.node("Unsqueeze", [
    graph.node("Concat", [half, half], { axis: -1 }),
    graph.constant([1]),
  ]);
  return { cos: graph.node("Cos", [angles]), sin: graph.node("Sin", [angles]) };
}

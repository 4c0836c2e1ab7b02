import { readFile } from "node:fs/promises";
import { invariant } from "../../src/core/errors";
import type { ModelSource } from "../../src/core/model/modelSource";
import { SafetensorsFile } from "../../src/runtime/checkpoint/safetensorsFile";

/** A matrix [numRows, numColumns], row by row. */
interface Matrix {
  readonly values: Float32Array;
  readonly numRows: number;
  readonly numColumns: number;
}

/** The fields of `config.json` that this file reads. */
interface Config {
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
  readonly rms_norm_eps: number;
  readonly rope_theta: number;
}

/**
 * A Llama forward pass in plain loops and 64-bit floats, slow and without onnxruntime: the second opinion on the graph.
 * Biases and a head of its own are used where the file has them.
 *
 * @returns for each token the logits of the next one, [tokens.length][V]
 * Source: Touvron et al. 2023, arXiv:2302.13971; Su et al. 2021, arXiv:2104.09864 (rotary); Ainslie et al. 2023,
 * arXiv:2305.13245 (grouped queries).
 */
export async function plainLlamaLogits(
  source: ModelSource,
  tokens: Int32Array,
): Promise<readonly Float64Array[]> {
  const { files } = source;
  invariant(files.kind === "hugging-face", "it is in Hugging Face's form");
  const [weights] = files.weights;
  invariant(weights !== undefined, "it has weights");
  const config = JSON.parse(await readFile(files.config, "utf8")) as Config;
  const file = await SafetensorsFile.open(weights);
  try {
    const embedding = await matrixOf(file, "model.embed_tokens.weight");
    const head = file.entries.has("lm_head.weight")
      ? await matrixOf(file, "lm_head.weight")
      : embedding;
    let hidden: Float64Array[] = Array.from(tokens, (token) =>
      Float64Array.from(rowOf(embedding, token)),
    );
    for (let layer = 0; layer < config.num_hidden_layers; layer++) {
      const prefix = `model.layers.${String(layer)}`;
      const attended = await attend(
        file,
        `${prefix}.self_attn`,
        config,
        await normalise(file, `${prefix}.input_layernorm`, config, hidden),
      );
      hidden = hidden.map((row, t) => add(row, attended[t] ?? row));
      const fed = await feedForward(
        file,
        `${prefix}.mlp`,
        await normalise(file, `${prefix}.post_attention_layernorm`, config, hidden),
      );
      hidden = hidden.map((row, t) => add(row, fed[t] ?? row));
    }
    return (await normalise(file, "model.norm", config, hidden)).map((row) => times(head, row));
  } finally {
    await file.close();
  }
}

async function attend(
  file: SafetensorsFile,
  prefix: string,
  config: Config,
  inputs: readonly Float64Array[],
): Promise<Float64Array[]> {
  const { num_attention_heads: numHeads, num_key_value_heads: numKvHeads, head_dim: size } = config;
  const project = async (name: string, rows = inputs): Promise<Float64Array[]> => {
    const matrix = await matrixOf(file, `${prefix}.${name}.weight`);
    const biasName = `${prefix}.${name}.bias`;
    const bias = file.entries.has(biasName) ? await file.floats(biasName) : undefined;
    return rows.map((row) => times(matrix, row).map((x, i) => x + (bias?.[i] ?? 0)));
  };
  const queries = (await project("q_proj")).map((row, t) => turn(row, t, config));
  const keys = (await project("k_proj")).map((row, t) => turn(row, t, config));
  const values = await project("v_proj");
  const mixtures = queries.map((query, t) => {
    const mixed = new Float64Array(numHeads * size);
    for (let head = 0; head < numHeads; head++) {
      const from = Math.floor(head / (numHeads / numKvHeads)) * size;
      const headQuery = query.subarray(head * size, (head + 1) * size);
      const scores = keys
        .slice(0, t + 1)
        .map((key) => dot(headQuery, key.subarray(from, from + size)) / Math.sqrt(size));
      const highest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - highest));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [s, weight] of weights.entries()) {
        for (let i = 0; i < size; i++) {
          mixed[head * size + i] =
            (mixed[head * size + i] ?? 0) + (weight / total) * (values[s]?.[from + i] ?? NaN);
        }
      }
    }
    return mixed;
  });
  return project("o_proj", mixtures);
}

/** Turns the pairs (i, i + D/2) of every head by the position's angles. */
function turn(row: Float64Array, position: number, config: Config): Float64Array {
  const half = config.head_dim / 2;
  const turned = row.slice();
  for (let head = 0; head < row.length; head += config.head_dim) {
    for (let i = 0; i < half; i++) {
      const angle = position / config.rope_theta ** (i / half);
      const [x, y] = [row[head + i] ?? NaN, row[head + half + i] ?? NaN];
      turned[head + i] = x * Math.cos(angle) - y * Math.sin(angle);
      turned[head + half + i] = y * Math.cos(angle) + x * Math.sin(angle);
    }
  }
  return turned;
}

async function feedForward(
  file: SafetensorsFile,
  prefix: string,
  inputs: readonly Float64Array[],
): Promise<Float64Array[]> {
  const gate = await matrixOf(file, `${prefix}.gate_proj.weight`);
  const up = await matrixOf(file, `${prefix}.up_proj.weight`);
  const down = await matrixOf(file, `${prefix}.down_proj.weight`);
  return inputs.map((input) => {
    const raised = times(up, input);
    const gated = times(gate, input).map((x, i) => (x / (1 + Math.exp(-x))) * (raised[i] ?? NaN));
    return times(down, gated);
  });
}

async function normalise(
  file: SafetensorsFile,
  name: string,
  config: Config,
  inputs: readonly Float64Array[],
): Promise<Float64Array[]> {
  const weights = await file.floats(`${name}.weight`);
  return inputs.map((input) => {
    const scale = 1 / Math.sqrt(dot(input, input) / input.length + config.rms_norm_eps);
    return input.map((x, i) => x * scale * (weights[i] ?? NaN));
  });
}

async function matrixOf(file: SafetensorsFile, name: string): Promise<Matrix> {
  const [numRows = 0, numColumns = 0] = file.entries.get(name)?.shape ?? [];
  return { values: await file.floats(name), numRows, numColumns };
}

function rowOf({ values, numColumns }: Matrix, row: number): Float32Array {
  return values.subarray(row * numColumns, (row + 1) * numColumns);
}

function times(matrix: Matrix, input: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.numRows }, (_, row) => dot(rowOf(matrix, row), input));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i] ?? NaN) * (b[i] ?? NaN);
  return sum;
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, i) => x + (b[i] ?? NaN));
}

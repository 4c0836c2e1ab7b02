import type { TensorType } from "../../src/runtime/checkpoint/tensorSource";
import { scaleOffsets } from "./ggmlScales";
import { ggmlFormats } from "../../src/runtime/ggml/ggmlFormats";
import {
  bool,
  f32,
  list,
  tensorBytes,
  text,
  texts,
  u32,
  type GgufContents,
  type GgufTensor,
  type GgufValue,
} from "./ggufBytes";
import { seededRandom } from "./randomTree";

export type TinyArchitecture = "llama" | "qwen2" | "qwen3" | "granite" | "starcoder2" | "gemma";

/** A tiny model of random weights; what is left out is the smallest that its family allows. */
export interface TinyGguf {
  readonly architecture: TinyArchitecture;
  /** Of the matrices; F32 if left out. The types with blocks of 256 need as wide a model. */
  readonly type?: TensorType;
  readonly hiddenSize?: number;
  readonly hasTiedHead?: boolean;
  readonly seed?: number;
}

export const tinySizes = {
  numLayers: 2,
  numHeads: 4,
  numKvHeads: 2,
  headDim: 16,
  contextLength: 128,
} as const;
const { numLayers, numHeads, numKvHeads, headDim, contextLength } = tinySizes;

/** A token for each byte and three marks. */
const tokens = [
  ...byteSpellings(),
  "<|end|>",
  "<|fim_prefix|>",
  "<|fim_suffix|>",
  "<|fim_middle|>",
];
export const tinyVocabSize: number = tokens.length;

/** The whole file of a tiny model, to be changed before it is written. */
export function tinyGguf(model: TinyGguf): GgufContents & {
  readonly metadata: Map<string, GgufValue>;
  readonly tensors: GgufTensor[];
} {
  const { architecture, hiddenSize = 32, type = "F32" } = model;
  const random = seededRandom(model.seed ?? 1);
  const intermediateSize = 2 * hiddenSize;
  const normKey = architecture === "starcoder2" ? "layer_norm_epsilon" : "layer_norm_rms_epsilon";
  const metadata = new Map<string, GgufValue>([
    ["general.architecture", text(architecture)],
    ["general.name", text("Tiny")],
    [`${architecture}.block_count`, u32(numLayers)],
    [`${architecture}.context_length`, u32(contextLength)],
    [`${architecture}.embedding_length`, u32(hiddenSize)],
    [`${architecture}.feed_forward_length`, u32(intermediateSize)],
    [`${architecture}.attention.head_count`, u32(numHeads)],
    [`${architecture}.attention.head_count_kv`, u32(numKvHeads)],
    [`${architecture}.attention.key_length`, u32(headDim)],
    [`${architecture}.attention.value_length`, u32(headDim)],
    [`${architecture}.attention.${normKey}`, f32(1e-5)],
    [`${architecture}.rope.freq_base`, f32(10_000)],
    ["tokenizer.ggml.model", text("gpt2")],
    ["tokenizer.ggml.pre", text("gpt-2")],
    ["tokenizer.ggml.tokens", texts(tokens)],
    [
      "tokenizer.ggml.token_type",
      list(
        "i32",
        tokens.map((_, i) => (i < 256 ? 1 : 3)),
      ),
    ],
    ["tokenizer.ggml.merges", texts([])],
    ["tokenizer.ggml.eos_token_id", u32(256)],
    ["tokenizer.ggml.add_bos_token", bool(false)],
  ]);
  const tensors: GgufTensor[] = [];
  const addMatrix = (name: string, rows: number, columns: number, hasBias: boolean): void => {
    tensors.push(randomTensor(`${name}.weight`, type, [rows, columns], random));
    if (hasBias) tensors.push(randomTensor(`${name}.bias`, "F32", [rows], random));
  };
  const hasNormBias = architecture === "starcoder2";
  const addNorm = (name: string, size: number, hasBias = hasNormBias): void => {
    tensors.push(randomTensor(`${name}.weight`, "F32", [size], random));
    if (hasBias) tensors.push(randomTensor(`${name}.bias`, "F32", [size], random));
  };
  const hasBias = architecture === "starcoder2";
  const hasQkvBias = hasBias || architecture === "qwen2";
  addMatrix("token_embd", tinyVocabSize, hiddenSize, false);
  for (let layer = 0; layer < numLayers; layer++) {
    const prefix = `blk.${String(layer)}`;
    addNorm(`${prefix}.attn_norm`, hiddenSize);
    addMatrix(`${prefix}.attn_q`, numHeads * headDim, hiddenSize, hasQkvBias);
    addMatrix(`${prefix}.attn_k`, numKvHeads * headDim, hiddenSize, hasQkvBias);
    addMatrix(`${prefix}.attn_v`, numKvHeads * headDim, hiddenSize, hasQkvBias);
    if (architecture === "qwen3") {
      addNorm(`${prefix}.attn_q_norm`, headDim, false);
      addNorm(`${prefix}.attn_k_norm`, headDim, false);
    }
    // Its inputs may be narrower than a block.
    tensors.push(
      randomTensor(`${prefix}.attn_output.weight`, "F32", [hiddenSize, numHeads * headDim], random),
    );
    if (hasBias)
      tensors.push(randomTensor(`${prefix}.attn_output.bias`, "F32", [hiddenSize], random));
    addNorm(`${prefix}.ffn_norm`, hiddenSize);
    if (architecture !== "starcoder2") {
      addMatrix(`${prefix}.ffn_gate`, intermediateSize, hiddenSize, hasBias);
    }
    addMatrix(`${prefix}.ffn_up`, intermediateSize, hiddenSize, hasBias);
    addMatrix(`${prefix}.ffn_down`, hiddenSize, intermediateSize, hasBias);
  }
  addNorm("output_norm", hiddenSize);
  if (model.hasTiedHead !== true && architecture !== "gemma") {
    addMatrix("output", tinyVocabSize, hiddenSize, false);
  }
  return { metadata, tensors };
}

/** Random weights of about the size that they have in a model. */
export function randomTensor(
  name: string,
  type: TensorType,
  shape: readonly number[],
  random: () => number,
): GgufTensor {
  const bytes = new Uint8Array(tensorBytes(type, shape));
  if (type === "F32") {
    const floats = new Float32Array(bytes.buffer);
    for (let i = 0; i < floats.length; i++) floats[i] = random() - 0.5;
    return { name, type, shape, bytes };
  }
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
  if (type === "F16" || type === "BF16") {
    // The top half of 0.25 to 1, of either sign: exponents without surprises.
    const high = type === "F16" ? 0x34 : 0x3e;
    for (let i = 1; i < bytes.length; i += 2) {
      bytes[i] = ((bytes[i] ?? 0) & 0x83) | high;
    }
  }
  const { blockBytes } = ggmlFormats[type];
  for (let from = 0; from < bytes.length; from += blockBytes) {
    for (const offset of scaleOffsets(type)) {
      // Between 2^-13 and 2^-11.
      bytes[from + offset + 1] = 0x08 | ((bytes[from + offset + 1] ?? 0) & 0x07);
    }
  }
  return { name, type, shape, bytes };
}

/** The byte alphabet of GPT-2: visible bytes are themselves, the others stand from U+0100 on. */
function byteSpellings(): string[] {
  let numMoved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const isVisible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    return String.fromCharCode(isVisible ? byte : 0x100 + numMoved++);
  });
}

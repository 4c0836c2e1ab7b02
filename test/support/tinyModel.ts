import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ModelSource } from "../../src/core/model/modelSource";
import { seededRandom } from "./randomTree";
import { safetensorsBytes } from "./safetensors";

/** What a tiny model of random weights is made of; the rest follows. */
export interface TinyModel {
  readonly architecture: "LlamaForCausalLM" | "Qwen2ForCausalLM";
  readonly weightType: "F32" | "BF16";
  readonly hasTiedHead: boolean;
  readonly hasAttentionBias: boolean;
  readonly intermediateSize: number;
}

const numLayers = 2;
const hiddenSize = 32;
const numHeads = 4;
const numKvHeads = 2;
const headDim = 16;
const marks = ["<|end|>", "<|prefix|>", "<|suffix|>", "<|middle|>"];

/** V: a token for each byte, the marks, and one id that the tokenizer lacks. */
const tinyVocabSize = 256 + marks.length + 1;

/** Writes a model of random weights into `folder`, whose vocabulary is the 256 bytes. */
export async function writeTinyModel(folder: string, model: TinyModel): Promise<ModelSource> {
  await mkdir(folder, { recursive: true });
  const weights = path.join(folder, "model.safetensors");
  const files = {
    kind: "hugging-face",
    config: path.join(folder, "config.json"),
    tokenizer: path.join(folder, "tokenizer.json"),
    weights: [weights],
  } as const;
  await writeFile(files.config, JSON.stringify(configOf(model)));
  await writeFile(files.tokenizer, JSON.stringify(tokenizer()));
  await writeFile(weights, weightsOf(model));
  const [end = "", prefix = "", suffix = "", middle = ""] = marks;
  return {
    id: "tiny",
    name: "Tiny",
    licence: "MIT",
    files,
    sha256: JSON.stringify(model),
    format: {
      tokens: { prefix, suffix, middle },
      end: [end],
      layout: "prefix-first",
      holeStart: "cursor",
    },
    contextLength: 64,
    languages: ["plaintext"],
  };
}

function configOf(model: TinyModel): object {
  return {
    architectures: [model.architecture],
    hidden_size: hiddenSize,
    intermediate_size: model.intermediateSize,
    num_hidden_layers: numLayers,
    num_attention_heads: numHeads,
    num_key_value_heads: numKvHeads,
    head_dim: headDim,
    vocab_size: tinyVocabSize,
    rms_norm_eps: 1e-6,
    rope_theta: 500,
    max_position_embeddings: 64,
    tie_word_embeddings: model.hasTiedHead,
    ...(model.architecture === "LlamaForCausalLM" && { attention_bias: model.hasAttentionBias }),
  };
}

function tokenizer(): object {
  const isVisible = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  const hidden = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !isVisible(byte));
  const spelling = (byte: number): string =>
    String.fromCodePoint(isVisible(byte) ? byte : 256 + hidden.indexOf(byte));
  return {
    added_tokens: marks.map((content, i) => ({ id: 256 + i, content, special: true })),
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
    model: {
      type: "BPE",
      vocab: Object.fromEntries(Array.from({ length: 256 }, (_, byte) => [spelling(byte), byte])),
      merges: [],
    },
  };
}

function shapesOf(model: TinyModel): Map<string, number[]> {
  const shapes = new Map([
    ["model.embed_tokens.weight", [tinyVocabSize, hiddenSize]],
    ["model.norm.weight", [hiddenSize]],
  ]);
  if (!model.hasTiedHead) shapes.set("lm_head.weight", [tinyVocabSize, hiddenSize]);
  const hasOutputBias = model.hasAttentionBias && model.architecture === "LlamaForCausalLM";
  for (let layer = 0; layer < numLayers; layer++) {
    const prefix = `model.layers.${String(layer)}`;
    const projections: [string, number, number, boolean][] = [
      ["self_attn.q_proj", numHeads * headDim, hiddenSize, model.hasAttentionBias],
      ["self_attn.k_proj", numKvHeads * headDim, hiddenSize, model.hasAttentionBias],
      ["self_attn.v_proj", numKvHeads * headDim, hiddenSize, model.hasAttentionBias],
      ["self_attn.o_proj", hiddenSize, numHeads * headDim, hasOutputBias],
      ["mlp.gate_proj", model.intermediateSize, hiddenSize, false],
      ["mlp.up_proj", model.intermediateSize, hiddenSize, false],
      ["mlp.down_proj", hiddenSize, model.intermediateSize, false],
    ];
    for (const [name, outputs, inputs, hasBias] of projections) {
      shapes.set(`${prefix}.${name}.weight`, [outputs, inputs]);
      if (hasBias) shapes.set(`${prefix}.${name}.bias`, [outputs]);
    }
    shapes.set(`${prefix}.input_layernorm.weight`, [hiddenSize]);
    shapes.set(`${prefix}.post_attention_layernorm.weight`, [hiddenSize]);
  }
  return shapes;
}

function weightsOf(model: TinyModel): Uint8Array {
  const random = seededRandom(7);
  const header: Record<string, object> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, shape] of shapesOf(model)) {
    const length = shape.reduce((product, size) => product * size, 1);
    const floats = Float32Array.from({ length }, () => (random() - 0.5) * 0.8);
    const words = new Uint32Array(floats.buffer);
    const bytes =
      model.weightType === "F32"
        ? new Uint8Array(floats.buffer)
        : new Uint8Array(Uint16Array.from(words, (word) => word >>> 16).buffer);
    header[name] = {
      dtype: model.weightType,
      shape,
      data_offsets: [offset, offset + bytes.length],
    };
    parts.push(bytes);
    offset += bytes.length;
  }
  return safetensorsBytes(header, Buffer.concat(parts));
}

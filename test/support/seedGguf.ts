import { readFileSync } from "node:fs";
import path from "node:path";
import {
  bool,
  f32,
  list,
  text,
  texts,
  u32,
  type GgufContents,
  type GgufTensor,
  type GgufValue,
} from "./ggufBytes";

const folder = path.join(import.meta.dirname, "../../models/foretype-seed");

/** The embedded model's configuration, as far as a GGUF file says it. */
const sizes = { hidden: 256, intermediate: 768, layers: 6, heads: 4, kvHeads: 2, headDim: 64 };

/** The embedded model as a GGUF file, its half-precision weights bit for bit. */
export function seedGguf(): GgufContents {
  const weights = readSafetensors(path.join(folder, "model.safetensors"));
  const tensors = weights.map(({ name, shape, bytes }): GgufTensor => {
    const heads = /[qk]_proj/.test(name)
      ? pairRows(bytes, sizes.headDim, rowBytesOf(shape))
      : bytes;
    return { name: ggufName(name), type: "F16", shape, bytes: heads };
  });
  return { metadata: metadataOf("Seed as GGUF", sizes), tensors };
}

/**
 * A file of several hundred megabytes whose weights are holes: it costs no space on disk, and converting it takes a while. It has
 * the embedded model's vocabulary, and nothing to say.
 */
export function hollowGguf(): GgufContents {
  const large = {
    hidden: 1024,
    intermediate: 4096,
    layers: 16,
    heads: 16,
    kvHeads: 16,
    headDim: 64,
  };
  const { hidden, intermediate, layers } = large;
  const tensors: GgufTensor[] = [hole("token_embd", [8192, hidden]), hole("output_norm", [hidden])];
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `blk.${layer}`;
    for (const name of ["attn_norm", "ffn_norm"]) tensors.push(hole(`${prefix}.${name}`, [hidden]));
    for (const name of ["attn_q", "attn_k", "attn_v", "attn_output"]) {
      tensors.push(hole(`${prefix}.${name}`, [hidden, hidden]));
    }
    tensors.push(hole(`${prefix}.ffn_gate`, [intermediate, hidden]));
    tensors.push(hole(`${prefix}.ffn_up`, [intermediate, hidden]));
    tensors.push(hole(`${prefix}.ffn_down`, [hidden, intermediate]));
  }
  return { metadata: metadataOf("Hollow", large), tensors };
}

function metadataOf(name: string, model: typeof sizes): ReadonlyMap<string, GgufValue> {
  const tokenizer = JSON.parse(readFileSync(path.join(folder, "tokenizer.json"), "utf8")) as {
    readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
    readonly model: {
      readonly vocab: Readonly<Record<string, number>>;
      readonly merges: readonly (string | readonly [string, string])[];
    };
  };
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(tokenizer.model.vocab)) tokens[id] = token;
  const numPlain = tokens.length;
  for (const { id, content } of tokenizer.added_tokens) tokens[id] = content;
  const idOf = (content: string): GgufValue => u32(tokens.indexOf(content));
  return new Map([
    ["general.architecture", text("llama")],
    ["general.name", text(name)],
    ["llama.block_count", u32(model.layers)],
    ["llama.context_length", u32(1024)],
    ["llama.embedding_length", u32(model.hidden)],
    ["llama.feed_forward_length", u32(model.intermediate)],
    ["llama.attention.head_count", u32(model.heads)],
    ["llama.attention.head_count_kv", u32(model.kvHeads)],
    ["llama.attention.key_length", u32(model.headDim)],
    ["llama.attention.value_length", u32(model.headDim)],
    ["llama.attention.layer_norm_rms_epsilon", f32(1e-5)],
    ["llama.rope.freq_base", f32(10_000)],
    ["tokenizer.ggml.model", text("gpt2")],
    // The same but for apostrophes in words.
    ["tokenizer.ggml.pre", text("llama-bpe")],
    ["tokenizer.ggml.tokens", texts(tokens)],
    [
      "tokenizer.ggml.token_type",
      list(
        "i32",
        tokens.map((_, id) => (id < numPlain ? 1 : 3)),
      ),
    ],
    [
      "tokenizer.ggml.merges",
      texts(
        tokenizer.model.merges.map((merge) =>
          typeof merge === "string" ? merge : merge.join(" "),
        ),
      ),
    ],
    ["tokenizer.ggml.eos_token_id", idOf("<|endoftext|>")],
    ["tokenizer.ggml.fim_pre_token_id", idOf("<|fim_prefix|>")],
    ["tokenizer.ggml.fim_suf_token_id", idOf("<|fim_suffix|>")],
    ["tokenizer.ggml.fim_mid_token_id", idOf("<|fim_middle|>")],
    ["tokenizer.ggml.fim_sep_token_id", idOf("<|file_sep|>")],
    ["tokenizer.ggml.add_bos_token", bool(false)],
  ]);
}

function hole(name: string, shape: readonly number[]): GgufTensor {
  return { name: `${name}.weight`, type: "F16", shape };
}

const ggufNames: readonly (readonly [ours: RegExp, theirs: string])[] = [
  [/^model\.embed_tokens/, "token_embd"],
  [/^model\.norm/, "output_norm"],
  [/^model\.layers\.(\d+)\.input_layernorm/, "blk.$1.attn_norm"],
  [/^model\.layers\.(\d+)\.post_attention_layernorm/, "blk.$1.ffn_norm"],
  [/^model\.layers\.(\d+)\.self_attn\.o_proj/, "blk.$1.attn_output"],
  [/^model\.layers\.(\d+)\.self_attn\.([qkv])_proj/, "blk.$1.attn_$2"],
  [/^model\.layers\.(\d+)\.mlp\.(\w+)_proj/, "blk.$1.ffn_$2"],
];

function ggufName(name: string): string {
  const found = ggufNames.find(([ours]) => ours.test(name));
  if (found === undefined) throw new Error(`a GGUF file has no name for ${name}`);
  return name.replace(...found);
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

function readSafetensors(file: string): readonly Weight[] {
  const bytes = readFileSync(file);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + length)) as Record<
    string,
    { readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] }
  >;
  return Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(
      ([
        name,
        {
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        return { name, shape, bytes: bytes.subarray(8 + length + begin, 8 + length + end) };
      },
    );
}

function rowBytesOf(shape: readonly number[]): number {
  return 2 * (shape[1] ?? 1);
}

/** Rows of queries and keys as files of the Llama family have them: what is half a head apart stands side by side. */
function pairRows(bytes: Uint8Array, headDim: number, rowBytes: number): Uint8Array {
  const paired = new Uint8Array(bytes.length);
  for (let row = 0; row < bytes.length / rowBytes; row++) {
    const inHead = row % headDim;
    const half = inHead < headDim / 2 ? 0 : 1;
    const to = row - inHead + 2 * (inHead - half * (headDim / 2)) + half;
    paired.set(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), to * rowBytes);
  }
  return paired;
}

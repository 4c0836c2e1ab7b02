import { describe, expect, it } from "vitest";
import type { DecoderConfig } from "../../../../src/runtime/architecture/decoderConfig";
import { checkTensors } from "../../../../src/runtime/checkpoint/checkTensors";
import { openGgufModel } from "../../../../src/runtime/gguf/openGgufModel";
import { failureOf } from "../../../support/failure";
import {
  bool,
  f32,
  ggufBytes,
  list,
  scalar,
  text,
  u32,
  type GgufTensor,
  type GgufValue,
} from "../../../support/ggufBytes";
import { ggufFolder } from "../../../support/ggufFile";
import { tinyGguf, tinyVocabSize, type TinyArchitecture } from "../../../support/tinyGguf";

const write = ggufFolder();

interface Changes {
  /** Metadata to set, or to leave out where undefined. */
  readonly metadata?: Readonly<Record<string, GgufValue | undefined>>;
  readonly hasTiedHead?: boolean;
  readonly tensors?: readonly GgufTensor[];
  readonly without?: string;
}

async function configOf(
  architecture: TinyArchitecture,
  changes: Changes = {},
): Promise<DecoderConfig> {
  const contents = tinyGguf({ architecture, hasTiedHead: changes.hasTiedHead ?? false });
  for (const [key, value] of Object.entries(changes.metadata ?? {})) {
    if (value === undefined) contents.metadata.delete(key);
    else contents.metadata.set(key, value);
  }
  const tensors = [...contents.tensors, ...(changes.tensors ?? [])].filter(
    ({ name }) => name !== changes.without,
  );
  const model = await openGgufModel(
    write("model.gguf", ggufBytes({ metadata: contents.metadata, tensors })),
  );
  try {
    // What the configuration asks for is what the file holds.
    checkTensors(model.tensors, model.config);
    return model.config;
  } finally {
    await model.close();
  }
}

const llama: DecoderConfig = {
  architecture: "LlamaForCausalLM",
  hiddenSize: 32,
  intermediateSize: 64,
  numLayers: 2,
  numHeads: 4,
  numKvHeads: 2,
  headDim: 16,
  vocabSize: tinyVocabSize,
  norm: { kind: "rms", epsilon: Math.fround(1e-5), weightOffset: 0 },
  activation: "silu",
  hasGate: true,
  hasQkvBias: false,
  hasOutputBias: false,
  hasFeedForwardBias: false,
  hasQkNorm: false,
  rope: { theta: 10_000, scaling: { kind: "none" } },
  maxPositions: 128,
  slidingWindow: undefined,
  hasTiedHead: false,
  multipliers: { embedding: 1, attention: 0.25, residual: 1, logits: 1 },
};

describe("ggufConfig", () => {
  it.each([
    ["llama", llama],
    ["qwen2", { ...llama, architecture: "Qwen2ForCausalLM", hasQkvBias: true }],
    ["qwen3", { ...llama, architecture: "Qwen3ForCausalLM", hasQkNorm: true }],
    ["granite", { ...llama, architecture: "GraniteForCausalLM" }],
    [
      "starcoder2",
      {
        ...llama,
        architecture: "Starcoder2ForCausalLM",
        norm: { ...llama.norm, kind: "layer" },
        activation: "gelu-tanh",
        hasGate: false,
        hasQkvBias: true,
        hasOutputBias: true,
        hasFeedForwardBias: true,
      },
    ],
    [
      "gemma",
      {
        ...llama,
        architecture: "GemmaForCausalLM",
        activation: "gelu-tanh",
        hasTiedHead: true,
        multipliers: { ...llama.multipliers, embedding: Math.fround(Math.sqrt(32)) },
      },
    ],
  ] satisfies [TinyArchitecture, DecoderConfig][])("reads %s", async (architecture, expected) => {
    expect(await configOf(architecture)).toEqual(expected);
  });

  it("ties the head to the embedding where there is no other", async () => {
    expect(await configOf("llama", { hasTiedHead: true })).toEqual({ ...llama, hasTiedHead: true });
  });

  it("has defaults for what older files leave out", async () => {
    const metadata = {
      "llama.attention.head_count_kv": undefined,
      "llama.attention.key_length": undefined,
      "llama.attention.value_length": undefined,
      "llama.rope.freq_base": undefined,
      "llama.attention.head_count": u32(2),
    };
    // Two heads of 16 in place of four, and as many of keys.
    const heads = Array.from({ length: 2 }, (_, layer) => `blk.${String(layer)}.attn_`);
    const contents = tinyGguf({ architecture: "llama" });
    const tensors = contents.tensors.filter(({ name }) => !/attn_(q|output)/.test(name));
    for (const prefix of heads) {
      tensors.push({ name: `${prefix}q.weight`, type: "F32", shape: [32, 32] });
      tensors.push({ name: `${prefix}output.weight`, type: "F32", shape: [32, 32] });
    }
    for (const [key, value] of Object.entries(metadata)) {
      if (value === undefined) contents.metadata.delete(key);
      else contents.metadata.set(key, value);
    }
    const model = await openGgufModel(
      write("old.gguf", ggufBytes({ metadata: contents.metadata, tensors })),
    );
    checkTensors(model.tensors, model.config);
    expect(model.config).toEqual({ ...llama, numHeads: 2, numKvHeads: 2 });
    await model.close();
  });

  it("takes sizes that are given for each layer, if they are alike", async () => {
    const key = "llama.feed_forward_length";
    expect(await configOf("llama", { metadata: { [key]: list("u32", [64, 64]) } })).toEqual(llama);
    const error = await failureOf(
      configOf("llama", { metadata: { [key]: list("u32", [64, 32]) } }),
    );
    expect(error.code).toBe("model/bad-config");
    expect(error.message).toContain(`"${key}" differs from layer to layer`);
  });

  it("reads Granite's multipliers, and dividing the logits as multiplying them", async () => {
    const { multipliers } = await configOf("granite", {
      metadata: {
        "granite.embedding_scale": f32(12),
        "granite.attention.scale": f32(0.0625),
        "granite.residual_scale": f32(0.25),
        "granite.logit_scale": f32(8),
      },
    });
    expect(multipliers).toEqual({
      embedding: 12,
      attention: 0.0625,
      residual: 0.25,
      logits: 0.125,
    });
  });

  it("sees through a window that is shorter than the context", async () => {
    const key = "llama.attention.sliding_window";
    const windowOf = async (size: number): Promise<number | undefined> =>
      (await configOf("llama", { metadata: { [key]: u32(size) } })).slidingWindow;
    expect(await windowOf(32)).toBe(32);
    expect(await windowOf(0)).toBeUndefined();
    expect(await windowOf(128)).toBeUndefined();
    expect(await windowOf(2 ** 31)).toBeUndefined();
  });

  const scaled = (type: string | undefined, factor = 4): Record<string, GgufValue> => ({
    ...(type === undefined ? {} : { "llama.rope.scaling.type": text(type) }),
    "llama.rope.scaling.factor": f32(factor),
  });
  it.each([
    ["linear", scaled("linear"), { kind: "linear", factor: 4 }],
    ["a factor alone", scaled(undefined), { kind: "linear", factor: 4 }],
    ["the old key", { "llama.rope.scale_linear": f32(2) }, { kind: "linear", factor: 2 }],
    ["a factor of none", scaled("none"), { kind: "none" }],
    ["no factor", scaled("linear", 0), { kind: "none" }],
    ["a factor of 1", scaled("linear", 1), { kind: "none" }],
    [
      "yarn",
      scaled("yarn"),
      {
        kind: "yarn",
        factor: 4,
        betaFast: 32,
        betaSlow: 1,
        originalPositions: 128,
        attentionFactor: 0.1 * Math.log(4) + 1,
      },
    ],
    [
      "yarn with all",
      {
        ...scaled("yarn"),
        "llama.rope.scaling.original_context_length": u32(32),
        "llama.rope.scaling.attn_factor": f32(0.5),
        "llama.rope.scaling.yarn_beta_fast": f32(16),
        "llama.rope.scaling.yarn_beta_slow": f32(2),
        "llama.rope.scaling.yarn_ext_factor": f32(1),
      },
      {
        kind: "yarn",
        factor: 4,
        betaFast: 16,
        betaSlow: 2,
        originalPositions: 32,
        attentionFactor: 0.5 * (0.1 * Math.log(4) + 1),
      },
    ],
  ] satisfies [string, Record<string, GgufValue>, DecoderConfig["rope"]["scaling"]][])(
    "reads how positions are scaled: %s",
    async (_, metadata, expected) => {
      expect((await configOf("llama", { metadata })).rope.scaling).toEqual(expected);
    },
  );

  const factors = Float32Array.of(1, 1, 1, 1, 2, 4, 8, 8);
  const ropeTensor = (values: Float32Array): GgufTensor => ({
    name: "rope_freqs.weight",
    type: "F32",
    shape: [values.length],
    bytes: new Uint8Array(values.buffer),
  });

  it("reads factors of wavelengths, with a linear factor on top", async () => {
    const { rope } = await configOf("llama", { tensors: [ropeTensor(factors)] });
    expect(rope.scaling).toEqual({ kind: "factors", factors });
    const both = await configOf("llama", {
      tensors: [ropeTensor(factors)],
      metadata: scaled("linear", 2),
    });
    expect(both.rope.scaling).toEqual({
      kind: "factors",
      factors: factors.map((each) => 2 * each),
    });
  });

  it.each([
    [Float32Array.of(1, 2), "model/corrupt", "holds 2 factors of positions for heads of 16"],
    [factors.map((each) => each - 8), "model/corrupt", "is not above 0"],
    [factors.map(() => NaN), "model/corrupt", "no finite number"],
  ])("refuses factors of wavelengths that are none", async (values, code, message) => {
    const error = await failureOf(configOf("llama", { tensors: [ropeTensor(values)] }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it.each<[TinyArchitecture, Record<string, GgufValue>, string]>([
    [
      "llama",
      { "general.architecture": text("gemma2") },
      '"gemma2", which Foretype cannot run; it runs llama,',
    ],
    ["llama", { "general.architecture": text("__proto__") }, '"__proto__"'],
    ["llama", { "general.type": text("mmproj") }, 'a part of the kind "mmproj"'],
    ["llama", { "llama.expert_count": u32(8) }, '"llama.expert_count"'],
    ["llama", { "llama.attn_logit_softcapping": f32(50) }, '"llama.attn_logit_softcapping"'],
    ["llama", { "llama.attention.clamp_kqv": f32(8) }, '"llama.attention.clamp_kqv"'],
    ["llama", { "llama.attention.causal": bool(false) }, '"llama.attention.causal"'],
    ["llama", { "llama.use_parallel_residual": bool(true) }, '"llama.use_parallel_residual"'],
    ["llama", { "llama.logit_scale": f32(2) }, '"llama.logit_scale"'],
    ["llama", { "llama.something.new": text("yes") }, '"llama.something.new"'],
    ["llama", { "llama.rope.scaling.yarn_ext_factor": f32(0) }, "yarn_ext_factor"],
    ["llama", { "llama.rope.dimension_count": u32(8) }, "turns 8 of the 16 numbers of a head"],
    ["llama", { "llama.rope.scaling.type": text("longrope") }, 'by the rule "longrope"'],
    ["granite", { "granite.rope.scaling.finetuned": bool(false) }, "has no rotary positions"],
    ["qwen3", { "qwen3.pooling_type": u32(3) }, '"qwen3.pooling_type"'],
  ])("%s: names mathematics that is not built", async (architecture, metadata, message) => {
    const error = await failureOf(configOf(architecture, { metadata }));
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain("model.gguf ");
    expect(error.message).toContain(message);
  });

  it("passes over what asks for nothing", async () => {
    const metadata = {
      "llama.expert_count": u32(0),
      "llama.attention.causal": bool(true),
      "llama.vocab_size": u32(5),
      "llama.use_parallel_residual": bool(false),
      "llama.expert_shared_count": scalar("u64", 0),
      "llama.rope.scaling.finetuned": bool(true),
      "quantize.imatrix.file": text("x"),
    };
    expect(await configOf("llama", { metadata })).toEqual(llama);
  });

  it("names factors of positions beside yarn", async () => {
    const error = await failureOf(
      configOf("llama", { tensors: [ropeTensor(factors)], metadata: scaled("yarn") }),
    );
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain("both by yarn and by factors");
  });

  it.each<[Record<string, GgufValue | undefined>, string]>([
    [{ "general.architecture": undefined }, '"general.architecture" is missing'],
    [{ "general.architecture": u32(1) }, '"general.architecture" must be a text'],
    [{ "llama.block_count": undefined }, '"llama.block_count" must be a whole number'],
    [
      { "llama.block_count": u32(100_000) },
      '"llama.block_count" must be a whole number from 1 to 1024',
    ],
    [{ "llama.embedding_length": u32(0) }, '"llama.embedding_length"'],
    [{ "llama.context_length": f32(NaN) }, '"llama.context_length"'],
    [
      { "llama.attention.head_count_kv": u32(3) },
      '"llama.attention.head_count_kv" must divide the 4 heads',
    ],
    [
      { "llama.attention.key_length": u32(12) },
      '"llama.attention.key_length" must be a multiple of 8',
    ],
    [{ "llama.attention.value_length": u32(8) }, '"llama.attention.value_length" must be 16'],
    [{ "llama.attention.layer_norm_rms_epsilon": undefined }, "layer_norm_rms_epsilon"],
    [{ "llama.attention.layer_norm_rms_epsilon": f32(0) }, "layer_norm_rms_epsilon"],
    [{ "llama.rope.freq_base": f32(-1) }, '"llama.rope.freq_base" must be above 0'],
    [{ "llama.rope.scaling.factor": f32(-2) }, '"llama.rope.scaling.factor" must be above 0'],
    [{ "llama.feed_forward_length": list("u32", []) }, '"llama.feed_forward_length"'],
  ])("refuses a wrong value: %#", async (metadata, message) => {
    const error = await failureOf(configOf("llama", { metadata }));
    expect(error.code).toBe("model/bad-config");
    expect(error.message).toContain("model.gguf");
    expect(error.message).toContain(message);
  });

  it("misses the table of tokens", async () => {
    const error = await failureOf(configOf("llama", { without: "token_embd.weight" }));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain('lacks the table "token_embd.weight"');
  });
});

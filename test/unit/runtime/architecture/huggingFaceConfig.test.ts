import { describe, expect, it } from "vitest";
import { parseHuggingFaceConfig } from "../../../../src/runtime/architecture/huggingFaceConfig";

const common = {
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
  max_position_embeddings: 32,
  torch_dtype: "bfloat16",
};

function parse(
  architecture: string,
  fields: object = {},
): ReturnType<typeof parseHuggingFaceConfig> {
  const config = { architectures: [architecture], ...common, ...fields };
  return parseHuggingFaceConfig(JSON.stringify(config), "config.json");
}

const llama = (fields: object): ReturnType<typeof parse> => parse("LlamaForCausalLM", fields);

const plain = {
  hiddenSize: 64,
  intermediateSize: 128,
  numLayers: 2,
  numHeads: 4,
  numKvHeads: 2,
  headDim: 16,
  vocabSize: 100,
  norm: { kind: "rms", epsilon: 1e-6, weightOffset: 0 },
  activation: "silu",
  hasGate: true,
  hasQkvBias: false,
  hasOutputBias: false,
  hasFeedForwardBias: false,
  hasQkNorm: false,
  rope: { theta: 10_000, scaling: { kind: "none" } },
  maxPositions: 32,
  slidingWindow: undefined,
  hasTiedHead: false,
  multipliers: { embedding: 1, attention: 0.25, residual: 1, logits: 1 },
};

describe("parseHuggingFaceConfig", () => {
  it.each([
    ["LlamaForCausalLM", { rms_norm_eps: 1e-5 }, { norm: { ...plain.norm, epsilon: 1e-5 } }],
    ["LlamaForCausalLM", { attention_bias: true }, { hasQkvBias: true, hasOutputBias: true }],
    ["LlamaForCausalLM", { mlp_bias: true }, { hasFeedForwardBias: true }],
    ["LlamaForCausalLM", { tie_word_embeddings: true }, { hasTiedHead: true }],
    ["LlamaForCausalLM", { hidden_act: "gelu" }, { activation: "gelu" }],
    ["LlamaForCausalLM", { num_key_value_heads: null }, { numKvHeads: 4 }],
    ["MistralForCausalLM", { sliding_window: null }, {}],
    ["MistralForCausalLM", { sliding_window: 8 }, { slidingWindow: 8 }],
    ["Qwen2ForCausalLM", {}, { hasQkvBias: true }],
    [
      "Qwen3ForCausalLM",
      { head_dim: 32 },
      {
        headDim: 32,
        hasQkNorm: true,
        multipliers: { ...plain.multipliers, attention: 1 / Math.sqrt(32) },
      },
    ],
    [
      "Qwen3ForCausalLM",
      { head_dim: 16, attention_bias: true },
      { hasQkNorm: true, hasQkvBias: true, hasOutputBias: true },
    ],
    [
      "GraniteForCausalLM",
      {
        embedding_multiplier: 12,
        attention_multiplier: 0.015625,
        residual_multiplier: 0.22,
        logits_scaling: 8,
      },
      { multipliers: { embedding: 12, attention: 0.015625, residual: 0.22, logits: 0.125 } },
    ],
    // Granite's own default: queries times keys, and nothing else.
    ["GraniteForCausalLM", {}, { multipliers: { ...plain.multipliers, attention: 1 } }],
    [
      "Starcoder2ForCausalLM",
      { hidden_act: "gelu_pytorch_tanh", norm_epsilon: 1e-5, use_bias: true, sliding_window: 8 },
      {
        norm: { kind: "layer", epsilon: 1e-5, weightOffset: 0 },
        activation: "gelu-tanh",
        hasGate: false,
        hasQkvBias: true,
        hasOutputBias: true,
        hasFeedForwardBias: true,
        slidingWindow: 8,
        hasTiedHead: true,
      },
    ],
    [
      "Starcoder2ForCausalLM",
      { use_bias: false, tie_word_embeddings: false },
      {
        norm: { kind: "layer", epsilon: 1e-5, weightOffset: 0 },
        activation: "gelu-tanh",
        hasGate: false,
      },
    ],
    [
      "GemmaForCausalLM",
      { head_dim: 16, hidden_activation: "gelu_pytorch_tanh" },
      {
        norm: { ...plain.norm, weightOffset: 1 },
        activation: "gelu-tanh",
        hasTiedHead: true,
        multipliers: { ...plain.multipliers, embedding: 8 },
      },
    ],
  ])("reads a %s with %j", (architecture, fields, differing) => {
    expect(parse(architecture, fields)).toEqual({ ...plain, architecture, ...differing });
  });

  it.each([
    [{}, "gelu-tanh"],
    // What Gemma's first files say, and what they mean.
    [{ hidden_act: "gelu" }, "gelu-tanh"],
    [{ hidden_act: "gelu", hidden_activation: null }, "gelu-tanh"],
    [{ hidden_act: "gelu_pytorch_tanh", hidden_activation: "gelu" }, "gelu"],
    [{ hidden_act: "gelu", hidden_activation: "gelu_pytorch_tanh" }, "gelu-tanh"],
  ])("reads the activation of a Gemma with %j", (fields, activation) => {
    expect(parse("GemmaForCausalLM", fields)).toMatchObject({ activation, headDim: 256 });
  });

  it("takes Qwen3's own width of heads where nothing is said", () => {
    expect(parse("Qwen3ForCausalLM")).toMatchObject({ headDim: 128 });
  });

  it.each([
    [{ architectures: ["GPT2LMHeadModel"] }, /architectures.*GPT2LMHeadModel/],
    [{ architectures: ["Gemma2ForCausalLM"] }, /architectures.*Gemma2ForCausalLM/],
    [{ architectures: ["Qwen3MoeForCausalLM"] }, /architectures.*Qwen3MoeForCausalLM/],
    [{ architectures: undefined }, /architectures.*nothing/],
    [{ hidden_act: "relu2" }, /hidden_act.*relu2/],
    [{ hidden_act: "constructor" }, /hidden_act.*constructor/],
    [{ quantization_config: { quant_method: "gptq", bits: 4 } }, /quantization_config.*gptq/],
    [{ num_local_experts: 8 }, /num_local_experts.*8/],
    [{ num_experts: 128 }, /num_experts.*128/],
    [{ partial_rotary_factor: 0.5 }, /partial_rotary_factor.*0.5/],
    [{ attn_logit_softcapping: 50 }, /attn_logit_softcapping.*50/],
    [{ final_logit_softcapping: 30 }, /final_logit_softcapping.*30/],
    [{ query_pre_attn_scalar: 256 }, /query_pre_attn_scalar.*256/],
    [{ layer_types: ["full_attention", "chunked_attention"] }, /layer_types.*chunked_attention/],
    [{ layer_types: ["full_attention", "sliding_attention"] }, /layer_types.*mixes/],
    [{ layer_types: ["sliding_attention", "sliding_attention"] }, /layer_types.*mixes/],
    [{ sliding_window: 8 }, /sliding_window.*8/],
    [{ use_sliding_window: true }, /use_sliding_window.*true/],
    [{ embedding_multiplier: 12 }, /embedding_multiplier.*12/],
    [{ use_bidirectional_attention: true }, /use_bidirectional_attention.*true/],
    [{ no_rope_layers: [1, 1, 1, 0] }, /no_rope_layers.*\[1,1,1,0\]/],
  ])("refuses to run %j", (fields, message) => {
    const refusal = {
      code: "model/unsupported",
      message: expect.stringMatching(message) as string,
    };
    expect(() => llama(fields)).toThrow(expect.objectContaining(refusal));
    expect(() => llama(fields)).toThrow(/^config\.json: /);
  });

  it.each([
    ["MistralForCausalLM", { attention_bias: true }, /attention_bias/],
    ["Qwen2ForCausalLM", { mlp_bias: true }, /mlp_bias/],
    ["Starcoder2ForCausalLM", { norm_type: "batch_norm" }, /norm_type.*batch_norm/],
  ])("refuses a %s with %j", (architecture, fields, message) => {
    expect(() => parse(architecture, fields)).toThrow(message);
  });

  it.each([
    [{ hidden_size: "64" }, /hidden_size.*whole number/],
    [{ vocab_size: 2 ** 40 }, /vocab_size.*whole number/],
    [{ num_hidden_layers: 100_000 }, /num_hidden_layers.*1024/],
    [{ num_key_value_heads: 3 }, /num_key_value_heads.*divide/],
    [{ num_attention_heads: 3, num_key_value_heads: 3 }, /head_dim.*whole number/],
    [{ head_dim: 20 }, /head_dim.*multiple of 8/],
    [{ rms_norm_eps: -1 }, /rms_norm_eps.*above 0/],
    [{ tie_word_embeddings: "yes" }, /tie_word_embeddings.*true or false/],
    [{ max_position_embeddings: undefined }, /max_position_embeddings/],
    [{ hidden_act: 1 }, /hidden_act.*name/],
    [{ layer_types: [1] }, /layer_types.*list of names/],
    [{ architectures: "LlamaForCausalLM" }, /architectures.*list of names/],
    [{ quantization_config: "gptq" }, /quantization_config.*object/],
  ])("refuses the wrong value in %j", (fields, message) => {
    const refusal = { code: "model/bad-config", message: expect.stringMatching(message) as string };
    expect(() => llama(fields)).toThrow(expect.objectContaining(refusal));
    expect(() => llama(fields)).toThrow(/^config\.json: /);
  });

  it.each(["{", "[]", "null", "[".repeat(200_000)])("refuses the text %.10s", (text) => {
    expect(() => parseHuggingFaceConfig(text, "config.json")).toThrow(/^config\.json /);
  });
});

describe("sliding windows", () => {
  const qwen = (fields: object): number | undefined =>
    parse("Qwen2ForCausalLM", fields).slidingWindow;

  it("are Mistral's unless it says that it has none", () => {
    const long = { max_position_embeddings: 32_768 };
    expect(parse("MistralForCausalLM", long).slidingWindow).toBe(4096);
    expect(parse("MistralForCausalLM", { ...long, sliding_window: null }).slidingWindow).toBe(
      undefined,
    );
    expect(parse("Starcoder2ForCausalLM", long).slidingWindow).toBe(undefined);
  });

  it("are none where they hold all positions", () => {
    expect(parse("MistralForCausalLM", { sliding_window: 32 }).slidingWindow).toBe(undefined);
    expect(parse("MistralForCausalLM", { sliding_window: 31 }).slidingWindow).toBe(31);
  });

  it("are Qwen's where all layers have one", () => {
    expect(qwen({ sliding_window: 8 })).toBe(undefined);
    expect(qwen({ use_sliding_window: false, sliding_window: 8, max_window_layers: 0 })).toBe(
      undefined,
    );
    const used = { use_sliding_window: true, sliding_window: 8 };
    expect(qwen({ ...used, max_window_layers: 0 })).toBe(8);
    expect(qwen({ ...used, max_window_layers: 2 })).toBe(undefined);
    expect(qwen(used)).toBe(undefined);
    expect(qwen({ ...used, layer_types: ["sliding_attention", "sliding_attention"] })).toBe(8);
    expect(qwen({ ...used, layer_types: ["full_attention", "full_attention"] })).toBe(undefined);
    expect(() => qwen({ ...used, max_window_layers: 1 })).toThrow(/max_window_layers.*1.*some/);
  });

  it("are refused where the file contradicts itself", () => {
    const fields = { sliding_window: 8, layer_types: ["full_attention", "full_attention"] };
    expect(() => parse("MistralForCausalLM", fields)).toThrow(/layer_types.*mixes/);
  });

  it("are passed over in a family that has none only where they are switched off", () => {
    const fields = { sliding_window: 8, use_sliding_window: false };
    expect(llama(fields).slidingWindow).toBe(undefined);
  });
});

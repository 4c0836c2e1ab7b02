import { describe, expect, it } from "vitest";
import { parseModelConfig } from "../../../src/runtime/modelConfig";

const llama = {
  architectures: ["LlamaForCausalLM"],
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  max_position_embeddings: 32,
};

const parse = (fields: object): ReturnType<typeof parseModelConfig> =>
  parseModelConfig(JSON.stringify({ ...llama, ...fields }), "config.json");

describe("parseModelConfig", () => {
  it("reads a Llama", () => {
    expect(parse({ tie_word_embeddings: true })).toEqual({
      architecture: "LlamaForCausalLM",
      hiddenSize: 64,
      intermediateSize: 128,
      numLayers: 2,
      numHeads: 4,
      numKvHeads: 2,
      headDim: 16,
      vocabSize: 100,
      normEpsilon: 1e-5,
      ropeTheta: 10000,
      maxPositions: 32,
      hasTiedHead: true,
      hasQkvBias: false,
      hasOutputBias: false,
    });
  });

  it("knows where each architecture has biases", () => {
    expect(parse({ attention_bias: true })).toMatchObject({
      hasQkvBias: true,
      hasOutputBias: true,
    });
    expect(parse({ architectures: ["Qwen2ForCausalLM"] })).toMatchObject({
      hasQkvBias: true,
      hasOutputBias: false,
    });
  });

  it("has as many key heads as query heads where nothing is said", () => {
    expect(parse({ num_key_value_heads: undefined })).toMatchObject({ numKvHeads: 4 });
  });

  it.each([
    [{ architectures: ["GPT2LMHeadModel"] }, /architectures.*GPT2LMHeadModel/],
    [{ architectures: undefined }, /architectures.*nothing/],
    [{ hidden_act: "gelu" }, /hidden_act.*gelu/],
    [{ mlp_bias: true }, /mlp_bias/],
    [{ rope_scaling: { type: "yarn" } }, /rope_scaling.*yarn/],
    [{ use_sliding_window: true }, /use_sliding_window/],
    [{ architectures: ["MistralForCausalLM"], sliding_window: 4096 }, /sliding_window.*4096/],
    [{ hidden_size: "64" }, /hidden_size.*whole number/],
    [{ vocab_size: 2 ** 40 }, /vocab_size.*whole number/],
    [{ num_hidden_layers: 100_000 }, /num_hidden_layers.*1024/],
    [{ num_key_value_heads: 3 }, /num_key_value_heads.*divide/],
    [{ head_dim: 20 }, /head_dim.*multiple of 8/],
    [{ rms_norm_eps: -1 }, /rms_norm_eps.*above 0/],
    [{ tie_word_embeddings: "yes" }, /tie_word_embeddings.*true or false/],
    [{ max_position_embeddings: undefined }, /max_position_embeddings/],
  ])("refuses %j", (fields, message) => {
    expect(() => parse(fields)).toThrow(message);
    expect(() => parse(fields)).toThrow("config.json");
  });

  it.each(["{", "[]", "null"])("refuses the text %s", (text) => {
    expect(() => parseModelConfig(text, "config.json")).toThrow(/^config\.json /);
  });
});

import { describe, expect, it } from "vitest";
import { parseExportConfig } from "../../../../src/runtime/exports/exportConfig";
import { failure } from "../../../support/failure";

function parse(config: unknown): ReturnType<typeof parseExportConfig> {
  return parseExportConfig(JSON.stringify(config), "config.json");
}

describe("parseExportConfig", () => {
  it("reads onnxruntime-genai's form", () => {
    const decoder = { head_size: 64, num_key_value_heads: 2, filename: "model.onnx" };
    const model = { type: "qwen2", context_length: 32_768, vocab_size: 151_936, decoder };
    expect(parse({ model })).toEqual({
      architecture: "qwen2",
      maxPositions: 32_768,
      vocabSize: 151_936,
      numKvHeads: 2,
      headDim: 64,
    });
  });

  it("reads Hugging Face's form, of today and of GPT-2", () => {
    const today = {
      architectures: ["Qwen2ForCausalLM"],
      max_position_embeddings: 4096,
      hidden_size: 896,
      num_attention_heads: 14,
      num_key_value_heads: 2,
      vocab_size: 100,
    };
    expect(parse(today)).toEqual({
      architecture: "Qwen2ForCausalLM",
      maxPositions: 4096,
      vocabSize: 100,
      numKvHeads: 2,
      headDim: 64,
    });
    expect(parse({ model_type: "gpt2", n_positions: 1024, n_embd: 768, n_head: 12 })).toEqual({
      architecture: "gpt2",
      maxPositions: 1024,
      vocabSize: undefined,
      numKvHeads: 12,
      headDim: 64,
    });
  });

  it.each([
    ["is no object", []],
    ["does not say how many positions there are", { architectures: ["A"] }],
    ["has a size that is none", { max_position_embeddings: 10, vocab_size: -1 }],
    ["has a length beyond all models", { model: { context_length: 1e12, decoder: {} } }],
  ])("refuses one that %s", (_, config) => {
    expect(failure(() => parse(config))).toMatchObject({ code: "model/bad-config" });
  });
});

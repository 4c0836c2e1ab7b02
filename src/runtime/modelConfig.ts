import { ConfigFields } from "./configFields";

/** What the graph builder needs to know about a model of the Llama family. */
export interface ModelConfig {
  readonly architecture: Architecture;
  readonly hiddenSize: number;
  /** Width between the two halves of the feed-forward block. */
  readonly intermediateSize: number;
  readonly numLayers: number;
  readonly numHeads: number;
  /** Heads of keys and values; a divisor of `numHeads`. */
  readonly numKvHeads: number;
  /** D, even. */
  readonly headDim: number;
  /** V */
  readonly vocabSize: number;
  readonly normEpsilon: number;
  /** Base of the rotary position's wavelengths. */
  readonly ropeTheta: number;
  readonly maxPositions: number;
  /** Whether the output head is the embedding table. */
  readonly hasTiedHead: boolean;
  readonly hasQkvBias: boolean;
  readonly hasOutputBias: boolean;
}

const architectures = ["LlamaForCausalLM", "MistralForCausalLM", "Qwen2ForCausalLM"] as const;
export type Architecture = (typeof architectures)[number];

/**
 * Reads a `config.json` in Hugging Face's form. What would change the model's mathematics and is not built here is
 * refused by its name, never passed over.
 *
 * @param file named in errors
 * @throws model/bad-config naming the file and the field
 */
export function parseModelConfig(text: string, file: string): ModelConfig {
  const fields = new ConfigFields(text, file);
  const architecture = fields.oneOf("architectures", architectures);
  fields.refuseUnless("hidden_act", ["silu", undefined]);
  fields.refuseUnless("mlp_bias", [false, undefined]);
  fields.refuseUnless("rope_scaling", [null, undefined]);
  fields.refuseUnless("use_sliding_window", [false, undefined]);
  if (architecture === "MistralForCausalLM") {
    fields.refuseUnless("sliding_window", [null, undefined]);
  }
  const hiddenSize = fields.size("hidden_size");
  const numHeads = fields.size("num_attention_heads");
  const numKvHeads = fields.size("num_key_value_heads", { fallback: numHeads });
  const headDim = fields.size("head_dim", { fallback: hiddenSize / numHeads });
  if (numHeads % numKvHeads !== 0)
    throw fields.bad("num_key_value_heads", "must divide num_attention_heads");
  if (headDim % 8 !== 0) throw fields.bad("head_dim", "must be a multiple of 8");
  const hasBias = fields.flag("attention_bias", false);
  return {
    architecture,
    hiddenSize,
    intermediateSize: fields.size("intermediate_size"),
    numLayers: fields.size("num_hidden_layers", { most: 1024 }),
    numHeads,
    numKvHeads,
    headDim,
    vocabSize: fields.size("vocab_size"),
    normEpsilon: fields.positive("rms_norm_eps", 1e-6),
    ropeTheta: fields.positive("rope_theta", 10_000),
    maxPositions: fields.size("max_position_embeddings"),
    hasTiedHead: fields.flag("tie_word_embeddings", false),
    // Qwen2 has them without saying so.
    hasQkvBias: hasBias || architecture === "Qwen2ForCausalLM",
    hasOutputBias: hasBias && architecture !== "Qwen2ForCausalLM",
  };
}

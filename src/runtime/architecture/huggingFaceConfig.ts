import { ConfigFields } from "./configFields";
import { architectures, type Architecture, type DecoderConfig } from "./decoderConfig";
import { readRope } from "./readRope";
import { readSlidingWindow } from "./readSlidingWindow";
import { refuseUnknownMathematics } from "./refuseUnknownMathematics";

/**
 * Reads a `config.json` in Hugging Face's form. What would change the model's mathematics and is not built here is
 * refused by its name, never passed over. What the file leaves out is what the family's own implementation takes.
 *
 * @param file named in errors
 * @throws model/bad-config naming the file and the field
 * @throws model/unsupported naming what Foretype cannot run
 */
export function parseHuggingFaceConfig(text: string, file: string): DecoderConfig {
  const fields = ConfigFields.parse(text, file);
  const architecture = readArchitecture(fields);
  refuseUnknownMathematics(fields, architecture);
  const hiddenSize = fields.size("hidden_size");
  const numLayers = fields.size("num_hidden_layers", { most: 1024 });
  const numHeads = fields.size("num_attention_heads");
  const numKvHeads = fields.size("num_key_value_heads", { fallback: numHeads });
  const headDim = fields.size("head_dim", {
    fallback: defaultHeadDims[architecture] ?? hiddenSize / numHeads,
  });
  if (numHeads % numKvHeads !== 0)
    throw fields.bad("num_key_value_heads", "must divide num_attention_heads");
  if (headDim % 8 !== 0) throw fields.bad("head_dim", "must be a multiple of 8");
  const maxPositions = fields.size("max_position_embeddings");
  return {
    architecture,
    hiddenSize,
    intermediateSize: fields.size("intermediate_size"),
    numLayers,
    numHeads,
    numKvHeads,
    headDim,
    vocabSize: fields.size("vocab_size"),
    norm: readNorm(fields, architecture),
    activation: readActivation(fields, architecture),
    hasGate: architecture !== "Starcoder2ForCausalLM",
    ...readBiases(fields, architecture),
    hasQkNorm: architecture === "Qwen3ForCausalLM",
    rope: readRope(fields, maxPositions),
    maxPositions,
    slidingWindow: readSlidingWindow(fields, architecture, { numLayers, maxPositions }),
    hasTiedHead: fields.flag("tie_word_embeddings", tiedByDefault.has(architecture)),
    multipliers: readMultipliers(fields, architecture, { hiddenSize, headDim }),
  };
}

/** Where it is not hiddenSize / numHeads. */
const defaultHeadDims: Partial<Record<Architecture, number>> = {
  Qwen3ForCausalLM: 128,
  GemmaForCausalLM: 256,
};

const tiedByDefault: ReadonlySet<Architecture> = new Set([
  "Starcoder2ForCausalLM",
  "GemmaForCausalLM",
]);

function readArchitecture(fields: ConfigFields): Architecture {
  const [named] = fields.texts("architectures") ?? [];
  const known = architectures.find((candidate) => candidate === named);
  if (known !== undefined) return known;
  throw fields.unsupported(
    "architectures",
    `names ${named ?? "nothing"}, which Foretype cannot run; it runs ${architectures.join(", ")}`,
  );
}

function readNorm(fields: ConfigFields, architecture: Architecture): DecoderConfig["norm"] {
  if (architecture === "Starcoder2ForCausalLM") {
    return { kind: "layer", epsilon: fields.positive("norm_epsilon", 1e-5), weightOffset: 0 };
  }
  return {
    kind: "rms",
    epsilon: fields.positive("rms_norm_eps", 1e-6),
    weightOffset: architecture === "GemmaForCausalLM" ? 1 : 0,
  };
}

/** The names of one function in configurations; those of the tangent differ in the digits of a constant. */
const activations: Readonly<Partial<Record<string, DecoderConfig["activation"]>>> = {
  silu: "silu",
  swish: "silu",
  gelu: "gelu",
  gelu_pytorch_tanh: "gelu-tanh",
  gelu_new: "gelu-tanh",
  gelu_fast: "gelu-tanh",
};

function readActivation(
  fields: ConfigFields,
  architecture: Architecture,
): DecoderConfig["activation"] {
  let field = "hidden_act";
  let fallback: DecoderConfig["activation"] = "silu";
  if (architecture === "GemmaForCausalLM") {
    // Its first configurations say "gelu" in hidden_act and mean the approximation, which is what it was trained with.
    if (fields.text(field) === "gelu" && !fields.has("hidden_activation")) return "gelu-tanh";
    if (fields.has("hidden_activation")) field = "hidden_activation";
  }
  if (architecture === "GemmaForCausalLM" || architecture === "Starcoder2ForCausalLM") {
    fallback = "gelu-tanh";
  }
  const name = fields.text(field);
  if (name === undefined) return fallback;
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (activation === undefined) {
    throw fields.unsupported(field, `is "${name}", which Foretype cannot run`);
  }
  return activation;
}

type Biases = Pick<DecoderConfig, "hasQkvBias" | "hasOutputBias" | "hasFeedForwardBias">;

function readBiases(fields: ConfigFields, architecture: Architecture): Biases {
  switch (architecture) {
    case "LlamaForCausalLM":
    case "GraniteForCausalLM": {
      const hasBias = fields.flag("attention_bias", false);
      const hasFeedForwardBias = fields.flag("mlp_bias", false);
      return { hasQkvBias: hasBias, hasOutputBias: hasBias, hasFeedForwardBias };
    }
    case "Qwen3ForCausalLM":
    case "GemmaForCausalLM": {
      const hasBias = fields.flag("attention_bias", false);
      fields.refuseUnless("mlp_bias", [null, false]);
      return { hasQkvBias: hasBias, hasOutputBias: hasBias, hasFeedForwardBias: false };
    }
    case "MistralForCausalLM":
      fields.refuseUnless("attention_bias", [null, false]);
      fields.refuseUnless("mlp_bias", [null, false]);
      return { hasQkvBias: false, hasOutputBias: false, hasFeedForwardBias: false };
    case "Qwen2ForCausalLM":
      // It has them without saying so.
      fields.refuseUnless("mlp_bias", [null, false]);
      return { hasQkvBias: true, hasOutputBias: false, hasFeedForwardBias: false };
    case "Starcoder2ForCausalLM": {
      const hasBias = fields.flag("use_bias", true);
      return { hasQkvBias: hasBias, hasOutputBias: hasBias, hasFeedForwardBias: hasBias };
    }
    default:
      return architecture satisfies never;
  }
}

function readMultipliers(
  fields: ConfigFields,
  architecture: Architecture,
  sizes: { readonly hiddenSize: number; readonly headDim: number },
): DecoderConfig["multipliers"] {
  if (architecture === "GraniteForCausalLM") {
    return {
      embedding: fields.positive("embedding_multiplier", 1),
      attention: fields.positive("attention_multiplier", 1),
      residual: fields.positive("residual_multiplier", 1),
      logits: 1 / fields.positive("logits_scaling", 1),
    };
  }
  return {
    embedding: architecture === "GemmaForCausalLM" ? Math.sqrt(sizes.hiddenSize) : 1,
    attention: 1 / Math.sqrt(sizes.headDim),
    residual: 1,
    logits: 1,
  };
}

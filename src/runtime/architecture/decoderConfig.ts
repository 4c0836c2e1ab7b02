/** How a model spreads its rotary positions over more text than it was first trained on. */
export type RopeScaling =
  | { readonly kind: "none" }
  /** Positions divided by `factor`. Source: Chen et al. 2023, arXiv:2306.15595. */
  | { readonly kind: "linear"; readonly factor: number }
  /** Long wavelengths divided by `factor`, short ones kept. Source: Llama 3.1's published configuration. */
  | {
      readonly kind: "llama3";
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalPositions: number;
    }
  /** Source: Peng et al. 2023, arXiv:2309.00071. */
  | {
      readonly kind: "yarn";
      readonly factor: number;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly originalPositions: number;
      /** Cosines and sines are multiplied by it. */
      readonly attentionFactor: number;
    }
  /** Each pair's wavelength is multiplied by its own factor, [headDim / 2]: how GGUF files write Llama 3's rule. */
  | { readonly kind: "factors"; readonly factors: Float32Array };

/**
 * What the graph builder needs to know about a decoder, whatever its family is called: every field is mathematics, none
 * is a name to look up.
 */
export interface DecoderConfig {
  readonly architecture: Architecture;
  readonly hiddenSize: number;
  /** Width between the two halves of the feed-forward block. */
  readonly intermediateSize: number;
  readonly numLayers: number;
  readonly numHeads: number;
  /** Heads of keys and values; a divisor of `numHeads`. */
  readonly numKvHeads: number;
  /** D, a multiple of 8. */
  readonly headDim: number;
  /** V: rows of the embedding table. */
  readonly vocabSize: number;
  readonly norm: {
    /** `rms`: root mean square, no bias. `layer`: mean and variance, with bias. */
    readonly kind: "rms" | "layer";
    readonly epsilon: number;
    /** Added to the stored weights; 1 for Gemma in Hugging Face's form, 0 otherwise (GGUF files hold the sum). */
    readonly weightOffset: number;
  };
  /** `gelu-tanh` is the approximation by a hyperbolic tangent. */
  readonly activation: "silu" | "gelu" | "gelu-tanh";
  /** down(activation(gate(x)) * up(x)) where true, down(activation(up(x))) where false. */
  readonly hasGate: boolean;
  readonly hasQkvBias: boolean;
  readonly hasOutputBias: boolean;
  readonly hasFeedForwardBias: boolean;
  /** Whether each head's queries and keys are normalised (RMS over D) before they are turned. */
  readonly hasQkNorm: boolean;
  readonly rope: {
    /** Base of the wavelengths. */
    readonly theta: number;
    readonly scaling: RopeScaling;
  };
  readonly maxPositions: number;
  /** A token sees itself and the `slidingWindow - 1` positions before it; all if undefined. */
  readonly slidingWindow: number | undefined;
  /** Whether the output head is the embedding table. */
  readonly hasTiedHead: boolean;
  readonly multipliers: {
    /** Of the embedding's rows; sqrt(hiddenSize) for Gemma. */
    readonly embedding: number;
    /** Of a query times a key; 1 / sqrt(D) for most. */
    readonly attention: number;
    /** Of each block's output before it is added to the residual stream. */
    readonly residual: number;
    /** Of the logits: what Granite divides by is here its inverse. */
    readonly logits: number;
  };
}

/** The architectures that can be run, by the name in Hugging Face's `config.json`. */
export const architectures = [
  "LlamaForCausalLM",
  "MistralForCausalLM",
  "Qwen2ForCausalLM",
  "Qwen3ForCausalLM",
  "GraniteForCausalLM",
  "Starcoder2ForCausalLM",
  "GemmaForCausalLM",
] as const;
export type Architecture = (typeof architectures)[number];

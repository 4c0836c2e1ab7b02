import type { ConfigFields } from "./configFields";

/**
 * Fields that would change what a model computes in a way that is not built here, and the values with which they do not.
 * They come from other families and from variants of those that run; a field that is left out changes nothing.
 */
const harmless: Readonly<Record<string, readonly unknown[]>> = {
  // Weights that are not plain numbers.
  compression_config: [null],
  // Experts.
  num_local_experts: [null, 0],
  num_experts: [null, 0],
  n_routed_experts: [null, 0],
  moe_intermediate_size: [null, 0],
  // Attention.
  attn_logit_softcapping: [null],
  final_logit_softcapping: [null],
  logit_softcapping: [null],
  query_pre_attn_scalar: [null],
  clip_qkv: [null],
  use_qk_norm: [null, false],
  qk_layernorm: [null, false],
  use_bidirectional_attention: [null, false],
  is_encoder_decoder: [null, false],
  add_cross_attention: [null, false],
  // Positions.
  partial_rotary_factor: [null, 1],
  rotary_pct: [null, 1],
  alibi: [null, false],
  position_embedding_type: [null, "rope", "rotary"],
  no_rope_layers: [null],
  no_rope_layer_interval: [null, 0],
  // Blocks.
  parallel_attn: [null, false],
  use_parallel_residual: [null, false],
  mlp_type: [null, "default"],
  norm_type: [null, "layer_norm", "rms_norm"],
};

/** What only Granite multiplies by. */
const graniteMultipliers = [
  "embedding_multiplier",
  "attention_multiplier",
  "residual_multiplier",
  "logits_scaling",
];

/** @throws model/unsupported naming the first field that asks for mathematics which is not built here */
export function refuseUnknownMathematics(fields: ConfigFields, architecture: string): void {
  const quantised = fields.nested("quantization_config");
  if (quantised !== undefined) {
    const method = quantised.text("quant_method") ?? "an unknown method";
    throw fields.unsupported(
      "quantization_config",
      `says that the weights are quantised by ${method}, which Foretype cannot read; use the model's unquantised weights or a GGUF file`,
    );
  }
  for (const [field, values] of Object.entries(harmless)) fields.refuseUnless(field, values);
  if (architecture !== "GraniteForCausalLM") {
    for (const field of graniteMultipliers) fields.refuseUnless(field, [null, 1]);
  }
}

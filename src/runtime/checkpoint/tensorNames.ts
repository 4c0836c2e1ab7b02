/** Names of a layer's tensors. Those of matrices lack ".weight" and ".bias". */
export interface LayerNames {
  readonly inputNorm: string;
  readonly q: string;
  readonly k: string;
  readonly v: string;
  readonly o: string;
  readonly qNorm: string;
  readonly kNorm: string;
  readonly postNorm: string;
  readonly gate: string;
  readonly up: string;
  readonly down: string;
}

/** Names of a model's tensors, as Hugging Face's Llama family writes them. Every checkpoint answers to these. */
export const tensorNames = {
  embedding: "model.embed_tokens.weight",
  finalNorm: "model.norm",
  head: "lm_head.weight",
  layer: (layer: number): LayerNames => {
    const prefix = `model.layers.${String(layer)}`;
    return {
      inputNorm: `${prefix}.input_layernorm`,
      q: `${prefix}.self_attn.q_proj`,
      k: `${prefix}.self_attn.k_proj`,
      v: `${prefix}.self_attn.v_proj`,
      o: `${prefix}.self_attn.o_proj`,
      qNorm: `${prefix}.self_attn.q_norm`,
      kNorm: `${prefix}.self_attn.k_norm`,
      postNorm: `${prefix}.post_attention_layernorm`,
      gate: `${prefix}.mlp.gate_proj`,
      up: `${prefix}.mlp.up_proj`,
      down: `${prefix}.mlp.down_proj`,
    };
  },
} as const;

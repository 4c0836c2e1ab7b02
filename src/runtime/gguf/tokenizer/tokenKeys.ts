/** Keys of a GGUF file's metadata about tokens. Source: the GGUF specification, section "Tokenizer". */
export const tokenKeys = {
  model: "tokenizer.ggml.model",
  pre: "tokenizer.ggml.pre",
  tokens: "tokenizer.ggml.tokens",
  types: "tokenizer.ggml.token_type",
  scores: "tokenizer.ggml.scores",
  merges: "tokenizer.ggml.merges",
  begins: "tokenizer.ggml.add_bos_token",
  begin: "tokenizer.ggml.bos_token_id",
  ends: [
    "tokenizer.ggml.eos_token_id",
    "tokenizer.ggml.eot_token_id",
    "tokenizer.ggml.eom_token_id",
  ],
  /** The name that is in use, then the older one. */
  fim: {
    prefix: ["tokenizer.ggml.fim_pre_token_id", "tokenizer.ggml.prefix_token_id"],
    suffix: ["tokenizer.ggml.fim_suf_token_id", "tokenizer.ggml.suffix_token_id"],
    middle: ["tokenizer.ggml.fim_mid_token_id", "tokenizer.ggml.middle_token_id"],
    file: ["tokenizer.ggml.fim_sep_token_id"],
    repository: ["tokenizer.ggml.fim_rep_token_id"],
  },
} as const;

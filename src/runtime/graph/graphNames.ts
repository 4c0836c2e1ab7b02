/** Names of the graph's inputs and outputs: the contract between the builder and `OnnxLanguageModel`. */
export const inputNames = {
  /** int32 [1, S] */
  inputIds: "input_ids",
  /** int64 [1, S], cached length + depth */
  positionIds: "position_ids",
  /** float32 [1, 1, S, capacity + S] or [1, 1, S, past + S], 0 for the cache, the node and its ancestors, very low for all others */
  attentionBias: "attention_bias",
  /** int32 [1], past + S - 1 */
  seqlensK: "seqlens_k",
  /** int32 [1], past + S */
  totalSequenceLength: "total_sequence_length",
  /** int32 [1], past: the first of the rows that `rows` returns */
  rowsStart: "rows_start",
  /** int32 [1], past + S */
  rowsEnd: "rows_end",
  /** int32 [R], nodes whose logits are wanted */
  logitRows: "logit_rows",
  /** float32 [1, kvHeads, capacity, D], of which the first `past` rows count */
  pastKey: (layer: number) => `past.${String(layer)}.key`,
  pastValue: (layer: number) => `past.${String(layer)}.value`,
} as const;

export const outputNames = {
  /** int32 [R, K], largest logit first */
  topIds: "top_ids",
  /** float32 [R, K] */
  topLogits: "top_logits",
  /** float32 [R] */
  logSumExp: "log_sum_exp",
  /** float32 [R], nats */
  entropy: "entropy",
  /** float32 [2 * layers, kvHeads, S, D]: key rows of layer 0, value rows of layer 0, key rows of layer 1, ... */
  rows: "rows",
  /** float32 [R, V] */
  logits: "logits",
} as const;

/** K: how many of the largest logits leave the graph. */
export const topK = 64;

/** How a tensor's numbers are stored: floats, or one of ggml's quantised blocks. */
export type TensorType =
  | "F32"
  | "F16"
  | "BF16"
  | "Q4_0"
  | "Q4_1"
  | "Q5_0"
  | "Q5_1"
  | "Q8_0"
  | "Q2_K"
  | "Q3_K"
  | "Q4_K"
  | "Q5_K"
  | "Q6_K"
  | "IQ4_NL"
  | "IQ4_XS";

/** A run of a matrix's rows. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/**
 * A model's tensors under the names and in the layout of Hugging Face's Llama: `model.layers.0.self_attn.q_proj.weight` is
 * [numOutputs, numInputs] row by row, and rows of queries and keys are in the order that pairs (i, i + D/2). Whatever a
 * format does differently is undone here. Rows can be read a few at a time, so that a big model is never in memory whole.
 */
export interface TensorSource {
  /** Named in errors. */
  readonly path: string;
  readonly names: ReadonlySet<string>;
  /** @throws ForetypeError("invariant") if there is no such tensor; so do the others */
  shapeOf(name: string): readonly number[];
  typeOf(name: string): TensorType;
  /**
   * The tensor's numbers as floats, exactly as its format defines them.
   *
   * @param rows all if left out; a vector is one row
   * @throws model/corrupt if the file has changed or holds a number that is not finite
   */
  floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>>;
  /** The bytes of those rows as the file stores them. */
  bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>>;
}

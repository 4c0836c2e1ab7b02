import type * as OnnxRuntime from "onnxruntime-node";
import { inputNames } from "../graph/graphNames";

/**
 * The feeds of a pass over a sequence, all but the cache. What the graph does not ask for is passed over.
 *
 * @param past rows of the cache that stand before it
 * @param rows which tokens' logits are wanted, at least one
 */
export function chainFeeds(
  { Tensor }: typeof OnnxRuntime,
  {
    tokens,
    past,
    rows,
  }: { readonly tokens: Int32Array; readonly past: number; readonly rows: Int32Array },
): Record<string, OnnxRuntime.Tensor> {
  const size = tokens.length;
  const total = past + size;
  const positions = BigInt64Array.from(tokens, (_, i) => BigInt(past + i));
  const scalar = (value: number): OnnxRuntime.Tensor =>
    new Tensor("int32", Int32Array.of(value), [1]);
  return {
    [inputNames.inputIds]: new Tensor("int32", tokens, [1, size]),
    [inputNames.positionIds]: new Tensor("int64", positions, [1, size]),
    [inputNames.totalSequenceLength]: scalar(total),
    [inputNames.rowsStart]: scalar(past),
    [inputNames.rowsEnd]: scalar(total),
    [inputNames.logitRows]: new Tensor("int32", rows, [rows.length]),
  };
}

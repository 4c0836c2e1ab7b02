import type { Tensor } from "onnxruntime-node";
import { inputNames } from "../graph/graphNames";

/** Feeds a cache, whose tensors are the key of layer 0, the value of layer 0, the key of layer 1, ... */
export function feedCache(feeds: Record<string, Tensor>, tensors: readonly Tensor[]): void {
  for (const [kind, tensor] of tensors.entries()) {
    const layer = kind >> 1;
    const isKey = kind % 2 === 0;
    feeds[isKey ? inputNames.pastKey(layer) : inputNames.pastValue(layer)] = tensor;
  }
}

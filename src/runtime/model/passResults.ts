import type { InferenceSession } from "onnxruntime-node";
import { ForetypeError } from "../../core/errors";
import { outputNames } from "../graph/graphNames";

/** What every pass brings. */
export const stepOutputs: readonly string[] = [
  outputNames.topIds,
  outputNames.topLogits,
  outputNames.logSumExp,
  outputNames.entropy,
  outputNames.rows,
];

/** Results of one run of a graph, by the names of its outputs. */
export type PassResults = InferenceSession.OnnxValueMapType;

export function floatsOf(results: PassResults, name: string): Float32Array {
  const data = results[name]?.data;
  if (data instanceof Float32Array) return data;
  throw new ForetypeError("invariant", `the graph returned no float32 "${name}"`);
}

export function intsOf(results: PassResults, name: string): Int32Array {
  const data = results[name]?.data;
  if (data instanceof Int32Array) return data;
  throw new ForetypeError("invariant", `the graph returned no int32 "${name}"`);
}

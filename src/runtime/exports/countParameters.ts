import type { onnx } from "onnx-proto";
import type { Weight } from "./onnxFile";
import { intAttribute } from "./treeAttention";

/** Inputs of an operator that are matrices but no parameters: tables of angles, scales, zero points. */
const noParameters: Readonly<Partial<Record<string, readonly number[]>>> = {
  GroupQueryAttention: [7, 8],
  RotaryEmbedding: [2, 3],
  MatMulNBits: [1, 2, 3],
  GatherBlockQuantized: [2, 3],
  DequantizeLinear: [1, 2],
};

/** Counts the parameters of a graph: the numbers in its matrices, those that are packed into codes too. */
export function countParameters(
  nodes: readonly onnx.INodeProto[],
  weights: Iterable<Weight>,
): number {
  const skipped = new Set<string>();
  const packed = new Map<string, number>();
  for (const node of nodes) {
    const inputs = node.input ?? [];
    for (const place of noParameters[node.opType ?? ""] ?? []) skipped.add(inputs[place] ?? "");
    if (node.opType === "MatMulNBits") {
      packed.set(inputs[1] ?? "", intAttribute(node, "K", 0) * intAttribute(node, "N", 0));
    }
  }
  let count = 0;
  for (const { name, dims } of weights) {
    const isMatrix = dims.length >= 2 && !skipped.has(name);
    count += packed.get(name) ?? (isMatrix ? dims.reduce((a, b) => a * b, 1) : 0);
  }
  return count;
}

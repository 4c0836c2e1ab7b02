import type { onnx } from "onnx-proto";
import type { ExportValues } from "./exportValues";
import type { GraphWalk } from "./graphWalk";
import { wholeNumber } from "./wholeNumber";

/** How a graph's attention can be made to see a tree. */
export type TreeAttention =
  | {
      readonly canRunTrees: true;
      /** The attention of each layer. */
      readonly nodes: readonly onnx.INodeProto[];
      /** How many positions a token sees, its own included; all if undefined. */
      readonly slidingWindow: number | undefined;
    }
  | { readonly canRunTrees: false; readonly reason: string };

/** Inputs of `GroupQueryAttention`, by their place. Source: onnxruntime's docs/ContribOperators.md. */
export const attentionInputs = {
  pastKey: 3,
  pastValue: 4,
  seqlensK: 5,
  totalSequenceLength: 6,
  cosines: 7,
  positionIds: 9,
  attentionBias: 10,
} as const;

/**
 * Whether all attention of a graph is `GroupQueryAttention`, which takes positions and a bias for each pair of tokens, and
 * nothing else depends on how many rows the cache has.
 */
export function findTreeAttention(
  walk: GraphWalk,
  values: ExportValues,
  nodes: readonly onnx.INodeProto[],
): TreeAttention {
  const found = nodes.filter(isGroupQueryAttention);
  if (found.length === 0) return no("its attention is not GroupQueryAttention");
  const windows = new Set<number>();
  for (const [layer, { key, value }] of values.past.entries()) {
    const readers = new Set([...walk.readersOf(key.name), ...walk.readersOf(value.name)]);
    const [node] = readers;
    const present = values.present[layer];
    const { pastKey, pastValue, attentionBias } = attentionInputs;
    if (
      readers.size !== 1 ||
      node === undefined ||
      !isGroupQueryAttention(node) ||
      node.input?.[pastKey] !== key.name ||
      node.input[pastValue] !== value.name ||
      node.output?.[1] !== present?.key.name ||
      node.output?.[2] !== present?.value.name
    ) {
      return no(`the cache of layer ${String(layer)} is not GroupQueryAttention's alone`);
    }
    if ((node.input[attentionBias] ?? "") !== "") {
      return no(`the attention of layer ${String(layer)} has a bias of its own`);
    }
    windows.add(intAttribute(node, windowAttribute, -1));
  }
  if (windows.size > 1) return no("its layers see windows of different sizes");
  const [window = -1] = windows;
  return { canRunTrees: true, nodes: found, slidingWindow: window > 0 ? window : undefined };
}

/** How many positions before it a token sees; the graph's own counts rows, which in a tree are no positions. */
export const windowAttribute = "local_window_size";

export function intAttribute(node: onnx.INodeProto, name: string, fallback: number): number {
  const found = node.attribute?.find((attribute) => attribute.name === name);
  return found === undefined ? fallback : wholeNumber(found.i);
}

function isGroupQueryAttention({ opType, domain }: onnx.INodeProto): boolean {
  return opType === "GroupQueryAttention" && domain === "com.microsoft";
}

function no(reason: string): TreeAttention {
  return { canRunTrees: false, reason };
}

import type { onnx } from "onnx-proto";

/** The graphs that a node holds: branches and bodies. */
export function subgraphsOf(node: onnx.INodeProto): readonly onnx.IGraphProto[] {
  return (node.attribute ?? []).flatMap(({ g, graphs }) => [
    ...(g === null || g === undefined ? [] : [g]),
    ...(graphs ?? []),
  ]);
}

/** All tensors that stand inside a node, at any depth. */
export function* tensorsIn(node: onnx.INodeProto): Generator<onnx.ITensorProto> {
  for (const { t, tensors } of node.attribute ?? []) {
    if (t !== null && t !== undefined) yield t;
    yield* tensors ?? [];
  }
  for (const graph of subgraphsOf(node)) {
    yield* graph.initializer ?? [];
    for (const inner of graph.node ?? []) yield* tensorsIn(inner);
  }
}

/** All values that a node reads, those that its subgraphs name included, whether they are theirs or of the graph around. */
export function* valuesReadBy(node: onnx.INodeProto): Generator<string> {
  for (const name of node.input ?? []) if (name !== "") yield name;
  for (const graph of subgraphsOf(node)) {
    for (const inner of graph.node ?? []) yield* valuesReadBy(inner);
    for (const { name } of graph.output ?? []) if (typeof name === "string") yield name;
  }
}

import type { GraphBuilder } from "./graphBuilder";

/** Adds a change of shape: 0 stands for the size that the input has there, -1 for what is left. */
export function reshape(graph: GraphBuilder, input: string, sizes: readonly number[]): string {
  return graph.node("Reshape", [input, sizesOf(graph, sizes)]);
}

/** Cuts a value along an axis into pieces of these sizes. */
export function split(
  graph: GraphBuilder,
  input: string,
  axis: number,
  sizes: readonly number[] | string,
): readonly string[] {
  const name = `Split_${String(graph.numNodes)}`;
  const numPieces = typeof sizes === "string" ? 2 : sizes.length;
  const outputs = Array.from({ length: numPieces }, (_, piece) => `${name}.${String(piece)}`);
  graph.node("Split", [input, typeof sizes === "string" ? sizes : sizesOf(graph, sizes)], {
    ints: { axis },
    outputs,
  });
  return outputs;
}

/** [1, S, heads * D] as [1, heads, S, D]. */
export function headsFirst(
  graph: GraphBuilder,
  input: string,
  numHeads: number,
  headDim: number,
): string {
  const apart = reshape(graph, input, [1, -1, numHeads, headDim]);
  return graph.node("Transpose", [apart], { lists: { perm: [0, 2, 1, 3] } });
}

/** [1, heads, S, D] as [1, S, heads * D]. */
export function headsLast(graph: GraphBuilder, input: string, width: number): string {
  const apart = graph.node("Transpose", [input], { lists: { perm: [0, 2, 1, 3] } });
  return reshape(graph, apart, [1, -1, width]);
}

function sizesOf(graph: GraphBuilder, sizes: readonly number[]): string {
  return graph.once(`sizes_${sizes.join("_")}`, (name) =>
    graph.constant(name, "int64", [sizes.length], BigInt64Array.from(sizes, BigInt)),
  );
}

import { blocksOf } from "./codeRows";
import type { GraphBuilder } from "./graphBuilder";
import type { HeldMatrix } from "./heldMatrix";

/**
 * Adds `input` [1, S, numInputs] times the transposed matrix: [1, S, numOutputs].
 *
 * Where weights are codes, the input is coded in 8 bits too (`accuracy_level` 4), which is what makes these kernels fast; a row's
 * result then depends a little on how many rows are computed at once.
 */
export function multiply(graph: GraphBuilder, input: string, matrix: HeldMatrix): string {
  if (matrix.kind === "floats") return timesTransposed(graph, input, matrix.floats);
  const { numInputs, numOutputs, storage } = matrix;
  const { bits, blockSize } = storage;
  const product = graph.node("MatMulNBits", [input, matrix.codes, matrix.scales], {
    domain: "com.microsoft",
    ints: { K: numInputs, N: numOutputs, bits, block_size: blockSize, accuracy_level: 4 },
  });
  if (matrix.offsets === undefined) return product;
  // A block's offset is added to each of its weights, so it counts for the sum of the block's inputs.
  const sums = blockSums(graph, input, blocksOf(storage, numInputs), blockSize);
  return graph.node("Add", [product, timesTransposed(graph, sums, matrix.offsets)]);
}

/** The standard's `MatMul` takes no transposed weights, and to transpose them here they would be needed whole. */
function timesTransposed(graph: GraphBuilder, input: string, weights: string): string {
  return graph.node("FusedMatMul", [input, weights], {
    domain: "com.microsoft",
    ints: { transB: 1 },
  });
}

/** Sums of the inputs of each block, [1, S, numBlocks]. Matrices of the same input share them. */
function blockSums(graph: GraphBuilder, input: string, numBlocks: number, size: number): string {
  return graph.once(`${input}.sums_of_${String(size)}`, (name) => {
    const shape = graph.once(`shape_${String(numBlocks)}_${String(size)}`, (constant) =>
      graph.constant(
        constant,
        "int64",
        [4],
        BigInt64Array.of(1n, -1n, BigInt(numBlocks), BigInt(size)),
      ),
    );
    const blocks = graph.node("Reshape", [input, shape]);
    return graph.node("ReduceSum", [blocks, graph.lastAxis()], {
      ints: { keepdims: 0 },
      outputs: [name],
    });
  });
}

import type { Precision } from "../../core/model/modelSource";
import type { GraphBuilder } from "./graphBuilder";
import { blockSize, quantise, type CodeBits } from "./quantise";

/** A weight matrix [numOutputs, numInputs], row by row, and its bias [numOutputs] if it has one. */
export interface LinearWeights {
  readonly weights: Float32Array;
  readonly numOutputs: number;
  readonly numInputs: number;
  readonly bias?: Float32Array;
}

const bitsOf: Readonly<Record<Precision, CodeBits | undefined>> = {
  fp32: undefined,
  int8: 8,
  int4: 4,
};

/**
 * Adds `input` [..., numInputs] times the transposed weights: [..., numOutputs].
 *
 * At 8 and 4 bits the input is coded in 8 bits too (`accuracy_level` 4), which is what makes these kernels fast; a row's
 * result then depends a little on how many rows are computed at once.
 */
export function addLinear(
  graph: GraphBuilder,
  name: string,
  input: string,
  linear: LinearWeights,
  precision: Precision,
): string {
  const bits = bitsOf[precision];
  const product =
    bits === undefined
      ? addPlain(graph, name, input, linear)
      : addQuantised(graph, name, input, linear, bits);
  if (linear.bias === undefined) return product;
  const bias = graph.constant(`${name}.bias`, "float32", [linear.numOutputs], linear.bias);
  return graph.node("Add", [product, bias]);
}

function addPlain(graph: GraphBuilder, name: string, input: string, linear: LinearWeights): string {
  const { weights, numInputs, numOutputs } = linear;
  const transposed = new Float32Array(weights.length);
  for (let row = 0; row < numOutputs; row++) {
    for (let column = 0; column < numInputs; column++) {
      transposed[column * numOutputs + row] = weights[row * numInputs + column] ?? 0;
    }
  }
  const matrix = graph.constant(`${name}.weight`, "float32", [numInputs, numOutputs], transposed);
  return graph.node("MatMul", [input, matrix]);
}

function addQuantised(
  graph: GraphBuilder,
  name: string,
  input: string,
  linear: LinearWeights,
  bits: CodeBits,
): string {
  const { numInputs, numOutputs } = linear;
  const { codes, scales, numBlocks } = quantise(linear.weights, numOutputs, numInputs, bits);
  return graph.node(
    "MatMulNBits",
    [
      input,
      graph.constant(
        `${name}.codes`,
        "uint8",
        [numOutputs, numBlocks, (blockSize * bits) / 8],
        codes,
      ),
      graph.constant(`${name}.scales`, "float32", [numOutputs * numBlocks], scales),
    ],
    {
      domain: "com.microsoft",
      ints: { K: numInputs, N: numOutputs, bits, block_size: blockSize, accuracy_level: 4 },
    },
  );
}

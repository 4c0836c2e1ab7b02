import type { ModelSizes } from "./model/modelSizes";

/** A process with onnxruntime and nothing in it. */
const emptyProcess = 110e6;

/** The tables of a vocabulary, for each token: its bytes, its place in the sorted index, its merge. */
const bytesPerToken = 700;

/** Rows of the cache that are counted: a prompt and a suggestion of the usual size. */
const usualRows = 1024;

/**
 * Estimates what the engine process takes with a model, in bytes: `steady` once it runs, `peak` while the session is made.
 *
 * onnxruntime packs a copy of the weights for its kernels and gives back the pages of the file that it has read. The estimate is held to
 * what was measured by the figures in README.
 */
export function memoryEstimate(
  weightsBytes: number,
  sizes: ModelSizes,
): { readonly steady: number; readonly peak: number } {
  const { numLayers, numKvHeads, headDim, vocabSize } = sizes;
  const cache = 2 * numLayers * numKvHeads * headDim * 4 * usualRows;
  const steady = emptyProcess + weightsBytes + vocabSize * bytesPerToken + cache;
  return { steady, peak: steady + weightsBytes };
}

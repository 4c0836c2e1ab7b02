import type { PlacedData } from "./graph/storedData";
import type { KvShape } from "./model/kvCache";

/** A process with onnxruntime and nothing in it. */
const emptyProcess = 130e6;

/** onnxruntime packs the weights anew for its kernels and gives back the pages of the file that it has read. */
const packed = 1.02;

/** The tables of a vocabulary, for each token: its bytes, its place in the sorted index, its merge. */
const bytesPerToken = 150;

/** Rows of the cache that are counted: a prompt and a suggestion of the usual size. */
const usualRows = 1024;

/** Rows of logits that are worked on at once, and how many tables of that size the sums over the vocabulary need. */
const logitRows = 27;
const tablesPerRow = 5;

/**
 * Estimates what the engine process takes with a model, in bytes: `steady` once it has answered, `peak` at most, which is while the
 * session is made and its largest matrix is there twice, or later.
 *
 * Held to measurements of resident memory on Linux: Qwen2.5-Coder 0.5B at Q4_K_M, 705 MB of weights, is estimated at
 * 0.99 GB, and takes 0.93 GB when it is open and 1.08 GB after many requests.
 */
export function memoryEstimate(
  weightsBytes: number,
  stored: readonly PlacedData[],
  { numLayers, numKvHeads, headDim, vocabSize }: KvShape & { readonly vocabSize: number },
): { readonly steady: number; readonly peak: number } {
  const cache = 2 * numLayers * numKvHeads * headDim * 4 * usualRows;
  const logits = logitRows * tablesPerRow * vocabSize * 4;
  const open = emptyProcess + packed * weightsBytes;
  const steady = open + vocabSize * bytesPerToken + cache + logits;
  const largest = Math.max(0, ...stored.map(({ places }) => sumOf(places)));
  return { steady, peak: Math.max(steady, open + largest) };
}

function sumOf(places: PlacedData["places"]): number {
  return places.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

import { scalesEnd } from "./graph/heldMatrix";
import type { PlacedData } from "./graph/storedData";
import type { KvShape } from "./model/kvCache";

/** A process with onnxruntime and nothing in it. */
const emptyProcess = 130e6;

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
 * Held to measurements of resident memory on Linux, at Q4_K_M, after a dozen requests: Qwen2.5-Coder 0.5B is estimated at 1.05 GB
 * and takes 1.07 GB; 1.5B is estimated at 2.14 GB, 2.26 at the peak, and takes 2.31 GB, 0.39 of them pages of files, which the
 * system takes back where it needs them.
 */
export function memoryEstimate(
  weightsBytes: number,
  stored: readonly PlacedData[],
  { numLayers, numKvHeads, headDim, vocabSize }: KvShape & { readonly vocabSize: number },
): { readonly steady: number; readonly peak: number } {
  const cache = 2 * numLayers * numKvHeads * headDim * 4 * usualRows;
  const logits = logitRows * tablesPerRow * vocabSize * 4;
  const open = emptyProcess + weightsBytes + blockSums(stored);
  const steady = open + vocabSize * bytesPerToken + cache + logits;
  const largest = Math.max(0, ...stored.map(({ places }) => sumOf(places)));
  return { steady, peak: Math.max(steady, open + largest) };
}

/**
 * onnxruntime packs codes anew for its kernels, adds a 32-bit sum for each block, as large as its scale, and gives back the pages of
 * the file that it has read.
 */
function blockSums(stored: readonly PlacedData[]): number {
  let sum = 0;
  for (const { tensors, places } of stored) {
    for (const [i, { name }] of tensors.entries()) {
      if (name.endsWith(scalesEnd)) sum += places[i]?.byteLength ?? 0;
    }
  }
  return sum;
}

function sumOf(places: PlacedData["places"]): number {
  return places.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

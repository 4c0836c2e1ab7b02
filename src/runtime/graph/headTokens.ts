/**
 * The tokens that a trimmed head scores: the first of the vocabulary, and all its marks, so that it can end a text.
 *
 * Tokenizers number their tokens in the order in which they were merged, the most frequent pair first. So the first tokens are the
 * most frequent ones of the text that the tokenizer was made for, single bytes among them, and no text has to be counted. Tokens of
 * what is open in the editor cannot be added later: the head's matrix is a constant that onnxruntime packs when the graph is loaded,
 * and rows gathered anew would be copied at every pass. Where the model takes a token that is not among these, the draft ends, and the
 * next one begins behind it.
 * Source: Goel et al. 2025, arXiv:2506.22694, for the trimmed head; counting by the order of merges is ours.
 *
 * @param numTokens how many of the first
 * @param marks ids of the marks
 * @returns [K] ascending; `undefined` if that is the whole vocabulary
 */
export function headTokens(
  numTokens: number,
  vocabSize: number,
  marks: Iterable<number>,
): Int32Array | undefined {
  if (numTokens >= vocabSize) return undefined;
  const first = Array.from({ length: numTokens }, (_, token) => token);
  const others = Array.from(marks).filter((token) => token >= numTokens && token < vocabSize);
  return Int32Array.from(new Set([...first, ...others])).sort();
}

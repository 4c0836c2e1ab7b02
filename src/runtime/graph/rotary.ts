/**
 * Cosines and sines of the angles by which a position turns each pair of a head's values.
 *
 * @returns `cos` and `sin`, both [numPositions, headDim / 2]
 * Source: Su et al. 2021, arXiv:2104.09864, equation 15, with the pairs (i, i + D/2) that Llama uses.
 */
export function rotaryCaches(
  numPositions: number,
  headDim: number,
  theta: number,
): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const half = headDim / 2;
  const cos = new Float32Array(numPositions * half);
  const sin = new Float32Array(numPositions * half);
  for (let position = 0; position < numPositions; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * theta ** ((-2 * i) / headDim);
      cos[position * half + i] = Math.cos(angle);
      sin[position * half + i] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

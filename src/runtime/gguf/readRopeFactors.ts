import { checkFinite } from "../checkpoint/checkFinite";
import { ggmlFormats } from "../ggml/ggmlFormats";
import { corruptGguf } from "./ggufErrors";
import type { GgufTensorEntry } from "./ggufTensorTable";

const name = "rope_freqs.weight";

/**
 * By what each pair's wavelength is multiplied, [D / 2]: Llama 3's rule for positions, as the factors that it comes to.
 *
 * @param tensors by their names in the file
 * @returns undefined if the file has none
 * @throws model/corrupt naming the file
 */
export async function readRopeFactors(
  tensors: ReadonlyMap<string, GgufTensorEntry>,
): Promise<Float32Array | undefined> {
  const entry = tensors.get(name);
  if (entry === undefined) return undefined;
  const { file, begin, rowBytes, type, shape } = entry;
  const [numFactors = 0] = shape;
  if (shape.length !== 1 || type !== "F32") {
    throw corruptGguf(file.path, `holds "${name}" as something else than a row of F32`);
  }
  const factors = new Float32Array(numFactors);
  ggmlFormats[type].dequantise(await file.read(begin, rowBytes), factors);
  checkFinite(factors, file.path, name);
  if (!factors.every((factor) => factor > 0)) {
    throw corruptGguf(file.path, `holds a factor in "${name}" that is not above 0`);
  }
  return factors;
}

import { invariant } from "../../core/errors";
import type { SafetensorsFile } from "../weights/safetensorsFile";
import type { LinearWeights } from "./linear";

/** Reads `prefix.weight`, and `prefix.bias` if the file has it. */
export async function readLinear(file: SafetensorsFile, prefix: string): Promise<LinearWeights> {
  return readStackedLinear(file, [prefix]);
}

/** Reads several matrices of the same input and sets their outputs below each other, as one matrix. */
export async function readStackedLinear(
  file: SafetensorsFile,
  prefixes: readonly string[],
): Promise<LinearWeights> {
  const weights: Float32Array[] = [];
  const biases: Float32Array[] = [];
  let numOutputs = 0;
  let numInputs = 0;
  for (const prefix of prefixes) {
    const shape = file.entries.get(`${prefix}.weight`)?.shape;
    invariant(shape !== undefined, `${file.path} was not checked for "${prefix}"`);
    numOutputs += shape[0] ?? 0;
    numInputs = shape[1] ?? 0;
    weights.push(await file.floats(`${prefix}.weight`));
    if (file.entries.has(`${prefix}.bias`)) biases.push(await file.floats(`${prefix}.bias`));
  }
  const stacked = { weights: concatenate(weights), numOutputs, numInputs };
  return biases.length === 0 ? stacked : { ...stacked, bias: concatenate(biases) };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

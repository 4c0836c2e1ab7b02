import { ForetypeError } from "../../core/errors";

/** @throws model/corrupt if one of a tensor's values is no finite number */
export function checkFinite(values: Float32Array, path: string, name: string): void {
  // A sum is finite if all its terms are, and costs a fraction of looking at each: weights are far from the largest float.
  let sum = 0;
  for (const value of values) sum += value;
  if (Number.isFinite(sum)) return;
  throw new ForetypeError(
    "model/corrupt",
    `${path} holds a value in "${name}" that is no finite number. Copy the file again.`,
  );
}

import { ForetypeError } from "./errors";

/**
 * The element of a buffer at an index that our own code guarantees to exist.
 *
 * @throws ForetypeError("invariant") if it does not
 */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  // Not by `invariant`: it would put the message together at every call, and this is called in the innermost loops.
  if (value === undefined) {
    const numElements = String(values.length);
    throw new ForetypeError(
      "invariant",
      `no element ${String(index)} in a buffer of ${numElements}`,
    );
  }
  return value;
}

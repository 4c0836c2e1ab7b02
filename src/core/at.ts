import { invariant } from "./errors";

/**
 * The element of a buffer at an index that our own code guarantees to exist.
 *
 * @throws ForetypeError("invariant") if it does not
 */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  invariant(
    value !== undefined,
    `no element ${String(index)} in a buffer of ${String(values.length)}`,
  );
  return value;
}

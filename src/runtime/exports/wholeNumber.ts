/** A 64-bit number of a message; protobufjs makes an object of it where it has a library for these. 0 if it is left out. */
export function wholeNumber(value: unknown): number {
  if (typeof value === "number") return value;
  return isLong(value) ? value.toNumber() : 0;
}

function isLong(value: unknown): value is { toNumber(): number } {
  return (
    typeof value === "object" &&
    value !== null &&
    "toNumber" in value &&
    typeof value.toNumber === "function"
  );
}

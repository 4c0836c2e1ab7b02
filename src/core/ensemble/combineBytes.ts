import { END_OF_TEXT } from "../heal/byteModel";
import { logAddExp, logSumExp } from "../sample/logSumExp";

/** `mixture` adds the two models' probabilities up, `product` multiplies them: a byte must then please both. */
export type CombinationKind = "mixture" | "product";

export const combinationKinds: readonly CombinationKind[] = ["mixture", "product"];

/** How two distributions become one. */
export interface Combination {
  readonly kind: CombinationKind;
  /** Share of the first, 0..1: factor in a mixture, exponent in a product; the second has the rest. */
  readonly share: number;
}

/**
 * The combination of two models' next bytes, from logarithms to logarithms. Where one of them cannot have written the text, the
 * other goes on alone; where no byte is left that may come, the text ends.
 *
 * @param first [257], as `ByteStream.next` gives it
 * @param second [257]
 * @returns [257], the weights sum to 1
 */
export function combineBytes(
  first: Float64Array | undefined,
  second: Float64Array | undefined,
  { kind, share }: Combination,
): Float64Array {
  if (first === undefined || second === undefined) return first ?? second ?? endOnly();
  const logs = first.map((one, byte) => {
    const other = second[byte] ?? Number.NEGATIVE_INFINITY;
    return kind === "mixture"
      ? logAddExp(Math.log(share) + one, Math.log(1 - share) + other)
      : power(one, share) + power(other, 1 - share);
  });
  const total = logSumExp(logs);
  return total === Number.NEGATIVE_INFINITY ? endOnly() : logs.map((log) => log - total);
}

/** log(p ** exponent); p ** 0 is 1 for p = 0, too. */
function power(log: number, exponent: number): number {
  return exponent === 0 ? 0 : exponent * log;
}

function endOnly(): Float64Array {
  const logs = new Float64Array(END_OF_TEXT + 1).fill(Number.NEGATIVE_INFINITY);
  logs[END_OF_TEXT] = 0;
  return logs;
}

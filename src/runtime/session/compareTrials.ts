import { at } from "../../core/at";
import type { Trial } from "./tryModel";

/** Tokens of a row that are compared: what is improbable is rounded more, and decides nothing. */
const numCompared = 16;

/**
 * Mean difference of the log-probabilities of a row's likeliest tokens, in nats. Kernels that code activations in 8 bits differ from
 * others by up to a tenth; a provider that leaves something out differs by several.
 */
const largestDifference = 0.5;

/** What speaks against a provider, as the end of a sentence; `undefined` if nothing does. */
export function reasonAgainst(there: Trial, cpu: Trial): string | undefined {
  const difference = largestDifferenceOf(there, cpu);
  if (!(difference <= largestDifference)) {
    return `computes other numbers: log-probabilities differ by ${difference.toFixed(1)} on average`;
  }
  // A suggestion is made of passes of both kinds.
  if (there.oneMs + there.severalMs < cpu.oneMs + cpu.severalMs) return undefined;
  return `is no faster: ${timesOf(there)}; the CPU ${timesOf(cpu)}`;
}

/** How long passes take, in words. */
export function timesOf({ oneMs, severalMs, rows }: Trial): string {
  return `${oneMs.toFixed(1)} ms for one token and ${severalMs.toFixed(1)} ms for ${String(rows.length)}`;
}

/** Of all rows the largest mean; NaN if one is no number. */
function largestDifferenceOf(there: Trial, cpu: Trial): number {
  return Math.max(
    ...cpu.rows.map((row, i) => {
      const other = there.rows[i];
      if (other === undefined) return NaN;
      const likeliest = Array.from(row.logits.keys())
        .sort((a, b) => at(row.logits, b) - at(row.logits, a))
        .slice(0, numCompared);
      const differences = likeliest.map((token) =>
        Math.abs(
          at(other.logits, token) - other.logSumExp - (at(row.logits, token) - row.logSumExp),
        ),
      );
      return differences.reduce((sum, value) => sum + value, 0) / likeliest.length;
    }),
  );
}

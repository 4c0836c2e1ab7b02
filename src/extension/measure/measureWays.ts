import type { MeasureWay } from "../../core/measure/measureResult";
import { findStrategy } from "../../core/decode/strategies";

/** One token a pass, what copies, what recycles, and all of it together. */
const compared = ["autoregressive", "prompt-n-grams", "token-recycling", "auto"] as const;

/** The ways that are compared, plain first; the one that is in force is among them. */
export function measureWays(strategy: string): readonly MeasureWay[] {
  const ids: readonly string[] = compared.some((id) => id === strategy)
    ? compared
    : [...compared, strategy];
  return ids.map((id) => ({ id, title: findStrategy(id).title, isPlain: id === "autoregressive" }));
}

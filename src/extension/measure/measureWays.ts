import type { MeasureWay } from "../../core/measure/measureResult";
import { findStrategy } from "../../core/decode/strategies";

/** One token a pass, what copies, what recycles, and all of it together, by words that say so beside each other. */
const compared: Readonly<Record<string, string>> = {
  autoregressive: "Plain",
  "prompt-n-grams": "Copy only",
  "token-recycling": "Recycling only",
  auto: "Auto",
};

/** The ways that are compared, plain first; the one that is in force is among them. */
export function measureWays(strategy: string): readonly MeasureWay[] {
  const ids = [...new Set([...Object.keys(compared), strategy])];
  return ids.map((id) => ({
    id,
    title: compared[id] ?? findStrategy(id).title,
    isPlain: id === "autoregressive",
  }));
}

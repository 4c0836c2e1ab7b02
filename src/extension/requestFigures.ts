import type { Outcome } from "../core/complete/outcome";
import type { DecodeStats } from "../core/stats/decodeStats";

/** What the texts beside the first one cost; `undefined` where none were asked for. */
export function alternativesFigure(outcome: Outcome): string | undefined {
  if (outcome.kind === "none" || outcome.cost === undefined) return undefined;
  const { numPasses, numNodes, numPromptTokens, ms } = outcome.cost;
  const found = String(outcome.alternatives?.length ?? 0);
  const told = numPromptTokens > 0 ? `, ${String(numPromptTokens)} more prompt tokens` : "";
  return `${found} in ${String(numPasses)} passes of ${String(numNodes)} nodes${told}, ${ms.toFixed(1)} ms`;
}

/** How often the constraints were asked; `undefined` where none were on. */
export function constraintsFigure(stats: DecodeStats): string | undefined {
  const { numConstraintEvaluations, numGeneratedTokens } = stats;
  if (numConstraintEvaluations === 0 || numGeneratedTokens === 0) return undefined;
  return `${(numConstraintEvaluations / numGeneratedTokens).toFixed(1)} evaluations a token`;
}

/** How many texts were tried out; `undefined` where none were. */
export function trialsFigure({ numTrials, numForks }: DecodeStats): string | undefined {
  if (numForks === 0) return undefined;
  return `${String(numTrials)} at ${numForks === 1 ? "1 token" : `${String(numForks)} tokens`}`;
}

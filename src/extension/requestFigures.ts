import type { AlternativesCost, Outcome } from "../core/complete/outcome";
import type { DecodeStats } from "../core/stats/decodeStats";
import type { Say } from "./say";

/** The texts beside the first one: how many there are, and what they cost. */
export interface Alternatives {
  readonly numFound: number;
  readonly cost: AlternativesCost;
}

/** `undefined` where none were asked for. */
export function alternativesOf(outcome: Outcome): Alternatives | undefined {
  if (outcome.kind === "none" || outcome.cost === undefined) return undefined;
  return { numFound: outcome.alternatives?.length ?? 0, cost: outcome.cost };
}

/** What the texts beside the first one cost. */
export function alternativesFigure({ numFound, cost }: Alternatives, say: Say): string {
  const { numPasses: passes, numNodes: nodes, numPromptTokens: prompt } = cost;
  const values = { n: numFound, passes, nodes, prompt, ms: cost.ms.toFixed(1) };
  return prompt > 0
    ? say("{n} in {passes} passes of {nodes} nodes, {prompt} more prompt tokens, {ms} ms", values)
    : say("{n} in {passes} passes of {nodes} nodes, {ms} ms", values);
}

/** How often the constraints were asked; `undefined` where none were on. */
export function constraintsFigure(stats: DecodeStats, say: Say): string | undefined {
  const { numConstraintEvaluations, numGeneratedTokens } = stats;
  if (numConstraintEvaluations === 0 || numGeneratedTokens === 0) return undefined;
  return say("{n} evaluations a token", {
    n: (numConstraintEvaluations / numGeneratedTokens).toFixed(1),
  });
}

/** How many texts were tried out; `undefined` where none were. */
export function trialsFigure({ numTrials, numForks }: DecodeStats, say: Say): string | undefined {
  if (numForks === 0) return undefined;
  return numForks === 1
    ? say("{n} at 1 token", { n: numTrials })
    : say("{n} at {forks} tokens", { n: numTrials, forks: numForks });
}

import { divergenceKinds, type DivergenceKind } from "../consistency/divergence";
import {
  emptyStats,
  withRatios,
  type DecodeCounts,
  type DecodeStats,
  type StageMs,
} from "./decodeStats";
import { addByDrafter, addByIndex } from "./drafterCounts";

/**
 * The figures of both, as if one recorder had seen everything: counts and times add up, entropies follow one another, and
 * ratios are computed anew.
 */
export function mergeStats(a: DecodeStats, b: DecodeStats): DecodeStats {
  return withRatios({
    numRequests: a.numRequests + b.numRequests,
    numPromptTokens: a.numPromptTokens + b.numPromptTokens,
    numReusedTokens: a.numReusedTokens + b.numReusedTokens,
    numUnseenSuffixes: a.numUnseenSuffixes + b.numUnseenSuffixes,
    numGeneratedTokens: a.numGeneratedTokens + b.numGeneratedTokens,
    numHealPasses: a.numHealPasses + b.numHealPasses,
    numCovers: a.numCovers + b.numCovers,
    numHealedTokens: a.numHealedTokens + b.numHealedTokens,
    numPasses: a.numPasses + b.numPasses,
    numNodes: a.numNodes + b.numNodes,
    numDraftTokens: a.numDraftTokens + b.numDraftTokens,
    numAcceptedTokens: a.numAcceptedTokens + b.numAcceptedTokens,
    numRecoveredTokens: a.numRecoveredTokens + b.numRecoveredTokens,
    numBonusTokens: a.numBonusTokens + b.numBonusTokens,
    numCutTokens: a.numCutTokens + b.numCutTokens,
    acceptedPerPosition: addByIndex(a.acceptedPerPosition, b.acceptedPerPosition),
    draftedPerPosition: addByIndex(a.draftedPerPosition, b.draftedPerPosition),
    drafters: addByDrafter(a.drafters, b.drafters),
    passesPerSize: addByIndex(a.passesPerSize, b.passesPerSize),
    forwardMsPerSize: addByIndex(a.forwardMsPerSize, b.forwardMsPerSize),
    sumOfChances: a.sumOfChances + b.sumOfChances,
    chancesPerRank: addByIndex(a.chancesPerRank, b.chancesPerRank),
    entropies: [...a.entropies, ...b.entropies],
    numForks: a.numForks + b.numForks,
    numTrials: a.numTrials + b.numTrials,
    numTrialPasses: a.numTrialPasses + b.numTrialPasses,
    numTrialNodes: a.numTrialNodes + b.numTrialNodes,
    numConstraintEvaluations: a.numConstraintEvaluations + b.numConstraintEvaluations,
    numMassEstimates: a.numMassEstimates + b.numMassEstimates,
    sumOfMassEstimates: a.sumOfMassEstimates + b.sumOfMassEstimates,
    numConsistencyChecks: a.numConsistencyChecks + b.numConsistencyChecks,
    divergences: addByKind(a.divergences, b.divergences),
    decodeMs: a.decodeMs + b.decodeMs,
    totalMs: a.totalMs + b.totalMs,
    ms: addStageMs(a.ms, b.ms),
  });
}

/** The figures of a request, and more that was found out about it outside the decoder. */
export function withMore(stats: DecodeStats, more: Partial<DecodeCounts>): DecodeStats {
  return mergeStats(stats, { ...emptyStats, ...more });
}

function addStageMs(a: StageMs, b: StageMs): StageMs {
  return {
    tokenise: a.tokenise + b.tokenise,
    prefill: a.prefill + b.prefill,
    heal: a.heal + b.heal,
    draft: a.draft + b.draft,
    forward: a.forward + b.forward,
    verify: a.verify + b.verify,
    commit: a.commit + b.commit,
  };
}

function addByKind(
  a: DecodeStats["divergences"],
  b: DecodeStats["divergences"],
): DecodeStats["divergences"] {
  const sum: Partial<Record<DivergenceKind, number>> = { ...a };
  for (const kind of divergenceKinds) {
    const added = b[kind];
    if (added !== undefined) sum[kind] = (sum[kind] ?? 0) + added;
  }
  return sum;
}

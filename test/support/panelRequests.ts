import { emptyStats, noStageMs } from "../../src/core/stats/decodeStats";
import type { ModelRequest } from "../../src/core/stats/panel/requestSample";
import { requestSample, type RequestSample } from "../../src/core/stats/panel/requestSample";

/** A request of 262 ms for 10 tokens in 3 passes: 160 ms of writing, at 62.5 tokens a second. */
export function aModelRequest(changes: Partial<ModelRequest> = {}): ModelRequest {
  const ms = {
    ...noStageMs,
    tokenise: 1,
    prefill: 40,
    draft: 6,
    forward: 150,
    verify: 3,
    commit: 1,
  };
  return {
    totalMs: 262,
    pauseMs: 48,
    stats: {
      ...emptyStats,
      numGeneratedTokens: 10,
      numPasses: 3,
      acceptedPerPosition: [3, 2, 2],
      draftedPerPosition: [3, 3, 2],
      drafters: {
        "suffix-automaton": { draftedPerPosition: [3, 2, 2], acceptedPerPosition: [2, 2, 2] },
        "trigram-recycling": { draftedPerPosition: [4, 2], acceptedPerPosition: [1, 0] },
      },
      passesPerSize: [0, 0, 0, 2, 1],
      forwardMsPerSize: [0, 0, 0, 96, 54],
      chancesPerRank: [2.4, 1.8, 1.2, 0.6],
      decodeMs: 160,
      totalMs: 203,
      ms,
    },
    ...changes,
  };
}

/** A request that wrote at so many tokens a second. */
export function aSample(perSecond: number): RequestSample {
  return { ...requestSample(aModelRequest()), tokens: perSecond / 10, writingMs: 100 };
}

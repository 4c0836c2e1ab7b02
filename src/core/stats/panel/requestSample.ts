import type { DecodeStats } from "../decodeStats";
import type { CountsByDrafter } from "../drafterCounts";
import { amount } from "./amounts";
import type { PartId, PartRow } from "./sections";

/** A request that the model answered, as the editor saw it. */
export interface ModelRequest {
  /** From the editor's call to the handing over. */
  readonly totalMs: number;
  /** Of that, waiting for a pause in typing. */
  readonly pauseMs: number;
  readonly stats: DecodeStats;
}

/** What is remembered of it. Holds no text. */
export interface RequestSample {
  readonly tokens: number;
  /** Drafting, checking and choosing. */
  readonly writingMs: number;
  /** All of them, in order. */
  readonly parts: readonly PartRow[];
  readonly passes: number;
  /** `[i]`: passes with something drafted at depth i + 1. */
  readonly draftedPasses: readonly number[];
  /** `[i]`: passes in which a token was accepted there. */
  readonly acceptedPasses: readonly number[];
  readonly drafters: CountsByDrafter;
  /** `[i]`: passes over i + 1 tokens. */
  readonly passesPerSize: readonly number[];
  /** `[i]`: what they took, together. */
  readonly msPerSize: readonly number[];
  /** `[i]`: sum over the passes of the chance of the guess with rank i, the likeliest first. */
  readonly chancesPerRank: readonly number[];
}

/** The parts of a request's time, in order. */
const partIds: readonly PartId[] = ["pause", "read", "draft", "check", "choose", "hand"];

/** Takes the figures of a request apart. Its parts add up to its time; one that the engine's clock contradicts is as long as they. */
export function requestSample(request: ModelRequest): RequestSample {
  const { stats } = request;
  return {
    tokens: amount(stats.numGeneratedTokens),
    writingMs: amount(stats.decodeMs),
    parts: partsOf(request),
    passes: amount(stats.numPasses),
    draftedPasses: stats.draftedPerPosition,
    acceptedPasses: stats.acceptedPerPosition,
    drafters: stats.drafters,
    passesPerSize: stats.passesPerSize.map(amount),
    msPerSize: stats.forwardMsPerSize.map(amount),
    chancesPerRank: stats.chancesPerRank.map(amount),
  };
}

/** What a request took, which is what its parts took. */
export function waitOf({ parts }: RequestSample): number {
  return parts.reduce((sum, { ms }) => sum + ms, 0);
}

/** The mean of each part; none of no request. */
export function meanParts(samples: readonly RequestSample[]): readonly PartRow[] {
  if (samples.length === 0) return [];
  return partIds.map((id, i) => ({
    id,
    ms: samples.reduce((sum, { parts }) => sum + (parts[i]?.ms ?? 0), 0) / samples.length,
  }));
}

/** What was checking and drafting in it: what plain decoding does in another way. */
export function decodingOf({ parts }: RequestSample): number {
  return parts.reduce((sum, { id, ms }) => sum + (id === "draft" || id === "check" ? ms : 0), 0);
}

/**
 * Reading is tokenising and prefill. Healing runs the model over the ways to spell what was typed, so it is checking. Choosing is
 * verifying and keeping, and what the engine does besides: trims, rules and filters. Handing over is the rest: messages between the
 * processes, and what the extension does.
 */
function partsOf({ totalMs, pauseMs, stats }: ModelRequest): readonly PartRow[] {
  const { tokenise, prefill, heal, draft, forward, verify, commit } = stats.ms;
  const stages = tokenise + prefill + heal + draft + forward + verify + commit;
  const ms: Record<PartId, number> = {
    pause: pauseMs,
    read: tokenise + prefill,
    draft,
    check: heal + forward,
    choose: verify + commit + Math.max(0, stats.totalMs - stages),
    hand: totalMs - pauseMs - Math.max(stats.totalMs, stages),
  };
  return partIds.map((id) => ({ id, ms: amount(ms[id]) }));
}

import { mean, median } from "../quantiles";
import { printedMs, printedRatio, printedSpeed, quotient } from "./printed";
import { decodingOf, meanParts, waitOf, type RequestSample } from "./requestSample";
import type { SpeedSection } from "./sections";
import { leastN } from "./thresholds";

/** Requests that the speed is taken over, in the panel and on the status bar, and those that the wait is. */
const speedWindow = 60;
const statusWindow = 20;
export const waitWindow = 100;

/** What is known of decoding one token a pass. */
export interface PlainSpeed {
  /** Of a pass of one token. */
  readonly oneTokenMs?: number;
  /** Tokens per second, as they were measured on this machine with this model. */
  readonly measured?: number;
}

/**
 * @param samples since the model or the way of decoding changed, the latest last
 * @param waited those of them that were waited for from beginning to end
 */
export function speedSection(
  samples: readonly RequestSample[],
  { oneTokenMs, measured }: PlainSpeed,
  change?: string,
  waited = samples,
): SpeedSection {
  const perRequest = speedsOf(samples.slice(-speedWindow));
  const plain = measured ?? (oneTokenMs === undefined ? undefined : quotient(1_000, oneTokenMs));
  const recent = waited.slice(-waitWindow);
  const plainWaits = recent.map((sample) => {
    const plainMs = plain === undefined ? 0 : (sample.tokens * 1_000) / plain;
    return waitOf(sample) - decodingOf(sample) + plainMs;
  });
  return {
    perRequest,
    ...(plain !== undefined && { plain }),
    plainIs: measured === undefined ? "estimated" : "measured",
    slower: plain === undefined ? 0 : perRequest.filter((speed) => speed < plain).length,
    // As the parts of the wait are added up beside it, to the last bit.
    waitMs: meanParts(recent).reduce((sum, { ms }) => sum + ms, 0),
    plainWaitMs: plain === undefined ? 0 : (mean(plainWaits) ?? 0),
    ...(change !== undefined && { change }),
  };
}

/** For the status bar, from the first request on: the median of the last twenty, in tokens per second. */
export function statusSpeed(samples: readonly RequestSample[]): number | undefined {
  return median(speedsOf(samples.slice(-statusWindow)));
}

/** Those of requests that took measurable time. */
function speedsOf(samples: readonly RequestSample[]): readonly number[] {
  return samples.flatMap(({ tokens, writingMs }) => quotient(tokens * 1_000, writingMs) ?? []);
}

/** What is printed of the speed; all of it as it is printed, so that `ratio` is that of the two figures beside it. */
export interface SpeedFigures {
  readonly n: number;
  readonly slower: number;
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
  readonly plain?: number;
  readonly isEstimated: boolean;
  readonly ratio?: number;
  /** Left out while nothing was waited for from beginning to end; so are those of plain decoding. */
  readonly waitMs?: number;
  readonly plainWaitMs?: number;
  readonly waitRatio?: number;
}

/** `undefined` while there are too few requests for a figure. */
export function speedFigures(section: SpeedSection): SpeedFigures | undefined {
  const { perRequest, plain, plainIs, slower } = section;
  const middle = median(perRequest);
  if (middle === undefined || perRequest.length < leastN.speed) return undefined;
  const known = {
    n: perRequest.length,
    slower,
    median: printedSpeed(middle),
    slowest: printedSpeed(Math.min(...perRequest)),
    fastest: printedSpeed(Math.max(...perRequest)),
    isEstimated: plainIs === "estimated",
    ...waitsOf(section),
  };
  if (plain === undefined) return known;
  const printed = printedSpeed(plain);
  const ratio = quotient(known.median, printed);
  return { ...known, plain: printed, ...(ratio !== undefined && { ratio: printedRatio(ratio) }) };
}

function waitsOf(
  section: SpeedSection,
): Pick<SpeedFigures, "waitMs" | "plainWaitMs" | "waitRatio"> {
  if (section.waitMs === 0) return {};
  const waitMs = printedMs(section.waitMs);
  if (section.plain === undefined) return { waitMs };
  const plainWaitMs = printedMs(section.plainWaitMs);
  const ratio = quotient(plainWaitMs, waitMs);
  return { waitMs, plainWaitMs, ...(ratio !== undefined && { waitRatio: printedRatio(ratio) }) };
}

import { printedMs } from "./printed";
import { median, quantile } from "../quantiles";
import { meanParts, type RequestSample } from "./requestSample";
import type { LatencySection, PartRow } from "./sections";
import { waitWindow } from "./speed";
import { leastN } from "./thresholds";
import { wholeParts } from "./wholeParts";

/** Ends of the axis in milliseconds, and its bins. */
const firstMs = 60;
const lastMs = 1_600;
const numBins = 24;

/** The bin of a time; times outside the axis are in its outer bins. */
export function binOf(ms: number): number {
  const place = (numBins * Math.log(ms / firstMs)) / Math.log(lastMs / firstMs);
  return Math.min(numBins - 1, Math.max(0, Math.floor(place)));
}

/** What was waited for. */
export interface Waits {
  /** Whole waits for suggestions of the model, in ms. */
  readonly model: readonly number[];
  /** Those for suggestions from memory. */
  readonly memory: readonly number[];
  /** The requests of the former that are remembered, the latest last. */
  readonly samples: readonly RequestSample[];
}

export function latencySection({ model, memory, samples }: Waits): LatencySection {
  const bins = Array.from({ length: numBins }, () => 0);
  for (const ms of model) bins[binOf(ms)] = (bins[binOf(ms)] ?? 0) + 1;
  const memoryMs = median(memory);
  return {
    bins,
    ...percentile("p50", model, 0.5),
    ...percentile("p90", model, 0.9),
    ...percentile("p99", model, 0.99),
    n: model.length,
    memoryN: memory.length,
    ...(memoryMs !== undefined && { memoryMs }),
    parts: meanParts(samples.slice(-waitWindow)),
  };
}

export interface LatencyFigures {
  /** As printed; left out while there are too few. */
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
  /** In whole milliseconds, and what they add up to. */
  readonly parts: readonly PartRow[];
  readonly totalMs: number;
}

export function latencyFigures({ p50, p90, p99, parts }: LatencySection): LatencyFigures {
  const printed = wholeParts(parts.map(({ ms }) => ms));
  return {
    ...(p50 !== undefined && { p50: printedMs(p50) }),
    ...(p90 !== undefined && { p90: printedMs(p90) }),
    ...(p99 !== undefined && { p99: printedMs(p99) }),
    parts: parts.map(({ id }, i) => ({ id, ms: printed[i] ?? 0 })),
    totalMs: printed.reduce((sum, ms) => sum + ms, 0),
  };
}

function percentile(
  name: "p50" | "p90" | "p99",
  values: readonly number[],
  share: number,
): Partial<Record<typeof name, number>> {
  const value = values.length < leastN[name] ? undefined : quantile(values, share);
  return value === undefined ? {} : { [name]: value };
}

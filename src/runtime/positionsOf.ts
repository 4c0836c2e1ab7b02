import type { ModelSource } from "../core/model/modelSource";
import type { DecoderConfig } from "./architecture/decoderConfig";

/** More than any prompt has; the tables of positions and the attention bias grow with it. */
const mostPositions = 32_768;

/** Positions that a model may hold, prompt and suggestion together. */
export function positionsOf(
  { contextLength }: ModelSource,
  { maxPositions }: Pick<DecoderConfig, "maxPositions">,
): number {
  return Math.min(contextLength ?? mostPositions, maxPositions, mostPositions);
}

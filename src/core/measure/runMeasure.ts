import type { Clock } from "../ports";
import type { Measure } from "../stats/panel/sections";
import type { MeasuredText } from "./measuredText";
import type { MeasurePlace } from "./measurePlaces";
import {
  comparedTexts,
  driftOf,
  measureRows,
  type MeasuredPlace,
  type MeasureWay,
} from "./measureResult";
import type { SeededNumbers } from "./seededNumbers";

/** At so many places plain decoding is measured again in the end, to see whether the machine has changed. */
export const numAgain = 3;

export interface MeasureRunParts {
  /** The first one is to warm up, and does not count. */
  readonly places: readonly MeasurePlace[];
  readonly ways: readonly MeasureWay[];
  /** The ways take turns in an order of its own at each place. */
  readonly numbers: SeededNumbers;
  readonly clock: Clock;
  /** `undefined` where nothing was written, and once it is stopped. */
  readonly ask: (place: MeasurePlace, way: MeasureWay) => Promise<MeasuredText | undefined>;
  readonly isStopped: () => boolean;
  readonly show: (progress: Pick<Measure, "rows" | "now">) => void;
}

/** What a run has found. Places that were cut short, or where one way wrote nothing, compare nothing and are left out. */
export type MeasureFindings = Pick<
  Measure,
  "places" | "rows" | "same" | "compared" | "tie" | "busy"
>;

/**
 * Lets each way write once at each place: what recycles would know a text that it has written before. Stopped, it has the places that
 * it finished.
 */
export async function runMeasure(parts: MeasureRunParts): Promise<MeasureFindings> {
  const { ways, numbers, clock, ask, isStopped, show } = parts;
  const [warmUp, ...places] = parts.places;
  const startedMs = clock.now();
  const measured: MeasuredPlace[] = [];
  if (warmUp !== undefined) for (const way of ways) await ask(warmUp, way);
  for (const [i, place] of places.entries()) {
    if (isStopped()) break;
    const texts = new Map<string, MeasuredText>();
    for (const [j, way] of numbers.shuffled(ways).entries()) {
      const share = (1 + i + j / ways.length) / (places.length + 1);
      const leftMs = ((clock.now() - startedMs) * (1 - share)) / share;
      const now = { title: way.title, place: i + 1, share, leftMs };
      show({ rows: measureRows(ways, measured), now });
      const text = await ask(place, way);
      if (text !== undefined) texts.set(way.id, text);
    }
    if (texts.size === ways.length && !isStopped()) measured.push(texts);
  }
  const busy = isStopped() ? undefined : await driftIn(parts, places.slice(0, numAgain), measured);
  return {
    places: places.length,
    rows: measureRows(ways, measured),
    ...comparedTexts(ways, measured),
    ...(busy && { busy }),
  };
}

/** Plain decoding at the first places once more. */
async function driftIn(
  { ways, ask }: MeasureRunParts,
  places: readonly MeasurePlace[],
  measured: readonly MeasuredPlace[],
): Promise<readonly [number, number] | undefined> {
  const plain = ways.find(({ isPlain }) => isPlain);
  if (plain === undefined) return undefined;
  const before = measured.slice(0, places.length).flatMap((texts) => texts.get(plain.id) ?? []);
  const after: MeasuredText[] = [];
  for (const place of places) {
    const text = await ask(place, plain);
    if (text !== undefined) after.push(text);
  }
  return driftOf(before, after);
}

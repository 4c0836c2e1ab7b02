import { median, quantile } from "../stats/quantiles";
import type { Measure, MeasureRow } from "../stats/panel/sections";
import { speedOf, type MeasuredText } from "./measuredText";

/** A way of decoding that is compared. */
export interface MeasureWay {
  /** Id of a strategy. */
  readonly id: string;
  readonly title: string;
  readonly isPlain: boolean;
}

/** What each way wrote at a place, by its id. Places where one wrote nothing are not compared. */
export type MeasuredPlace = ReadonlyMap<string, MeasuredText>;

/** Over 15 % apart, what is compared is the machine. */
const mostDrift = 0.15;

/** Figures of the places that all ways have been measured at. */
export function measureRows(
  ways: readonly MeasureWay[],
  places: readonly MeasuredPlace[],
): readonly MeasureRow[] {
  const plain = ways.find(({ isPlain }) => isPlain);
  const plainSpeeds = plain === undefined ? [] : speedsOf(plain.id, places);
  return ways.flatMap((way) => {
    const speeds = speedsOf(way.id, places);
    const middle = median(speeds);
    if (middle === undefined) return [];
    return [
      {
        ...way,
        median: middle,
        low: quantile(speeds, 0.25) ?? middle,
        high: quantile(speeds, 0.75) ?? middle,
        places: speeds.length,
        faster: speeds.filter((speed, i) => speed > (plainSpeeds[i] ?? Infinity)).length,
      },
    ];
  });
}

/** At how many places all ways wrote the same text; where they did not, how near the two tokens were at which they parted. */
export function comparedTexts(
  ways: readonly MeasureWay[],
  places: readonly MeasuredPlace[],
): Pick<Measure, "same" | "compared" | "tie"> {
  const ties = places.flatMap((place) => partingOf(ways, place) ?? []);
  const widest = ties.reduce<Parting | undefined>(
    (most, tie) => (gapOf(tie) > (most === undefined ? -1 : gapOf(most)) ? tie : most),
    undefined,
  );
  return {
    compared: places.length,
    same: places.length - ties.length,
    ...(widest?.tie && { tie: widest.tie }),
  };
}

/**
 * Plain decoding at the same places before and after; left out if the machine was as fast then as now.
 *
 * @returns tokens per second
 */
export function driftOf(
  before: readonly MeasuredText[],
  after: readonly MeasuredText[],
): readonly [number, number] | undefined {
  const from = median(before.map(speedOf));
  const to = median(after.map(speedOf));
  if (from === undefined || to === undefined) return undefined;
  return Math.abs(to - from) > mostDrift * Math.max(from, to) ? [from, to] : undefined;
}

interface Parting {
  /** Probabilities of the token that was written and of the one after it; left out if they are not known. */
  readonly tie?: readonly [number, number];
}

function gapOf({ tie }: Parting): number {
  return tie === undefined ? 0 : tie[0] - tie[1];
}

function partingOf(ways: readonly MeasureWay[], place: MeasuredPlace): Parting | undefined {
  const [first, ...others] = ways.flatMap(({ id }) => place.get(id) ?? []);
  if (first === undefined) return undefined;
  for (const other of others) {
    const length = Math.max(first.tokens.length, other.tokens.length);
    for (let i = 0; i < length; i++) {
      const token = first.tokens[i];
      if (token?.text === other.tokens[i]?.text) continue;
      const { probability, runnerUp } = token ?? other.tokens[i] ?? {};
      return probability === undefined || runnerUp === undefined
        ? {}
        : { tie: [probability, runnerUp.probability] };
    }
  }
  return undefined;
}

function speedsOf(id: string, places: readonly MeasuredPlace[]): readonly number[] {
  return places.flatMap((place) => {
    const text = place.get(id);
    return text === undefined ? [] : [speedOf(text)];
  });
}

import type { CountsByDrafter } from "../drafterCounts";
import { drafterIdOf, drafterIds, type DrafterId } from "./drafterIds";
import type { DrafterRow } from "./sections";
import { leastN } from "./thresholds";
import { wholePercentages } from "./wholeParts";
import { wilson, type Interval } from "./wilson";

/** What the default way of decoding drafts with. */
const autoIds: readonly DrafterId[] = ["copy", "recycling", "pairs", "forced"];

/** Kinds of drafters that a strategy asks. @param strategy id of a strategy of the registry */
export function activeDrafters(strategy: string): readonly DrafterId[] {
  if (strategy === "auto") return autoIds;
  return strategy === "autoregressive" ? [] : [drafterIdOf(strategy)];
}

/**
 * A row for each kind of drafter, those that contributed most first. Tokens that were accepted and that no drafter's counts hold
 * belong to `other`: texts that were tried out.
 *
 * @param numAccepted all drafted tokens that stayed
 * @param active kinds that are asked now
 */
export function draftersSection(
  counts: CountsByDrafter,
  numAccepted: number,
  active: readonly DrafterId[],
): readonly DrafterRow[] {
  const rows = drafterIds.map((id) => rowOf(id, counts, active));
  const untold = Math.max(0, numAccepted - rows.reduce((sum, { accepted }) => sum + accepted, 0));
  return rows
    .map((row) =>
      row.id === "other"
        ? { ...row, drafted: row.drafted + untold, accepted: row.accepted + untold }
        : row,
    )
    .filter(({ id, drafted }) => id !== "other" || drafted > 0)
    .sort((a, b) => b.accepted - a.accepted);
}

function rowOf(id: DrafterId, counts: CountsByDrafter, active: readonly DrafterId[]): DrafterRow {
  const own = Object.entries(counts).filter(([name]) => drafterIdOf(name) === id);
  return {
    id,
    drafted: sumOf(own.flatMap(([, { draftedPerPosition }]) => draftedPerPosition)),
    accepted: sumOf(own.flatMap(([, { acceptedPerPosition }]) => acceptedPerPosition)),
    state: active.includes(id) ? "on" : "off",
    names: own.map(([name]) => name),
  };
}

export interface DraftersFigures {
  /** Of all drafted tokens, 0..1; left out while there are too few. */
  readonly share?: number;
  readonly rows: readonly DrafterFigures[];
  /** Who wrote how many tokens; percentages add up to 100. Empty where passes are not told. */
  readonly writers: readonly Writer[];
  readonly numWritten: number;
}

export interface DrafterFigures extends DrafterRow {
  /** Share accepted and its 95 % interval; left out while there are too few. */
  readonly share?: number;
  readonly interval?: Interval;
}

export interface Writer {
  readonly by: DrafterId | "others" | "model";
  readonly tokens: number;
  readonly percent: number;
}

/** @param passes in each of which the model wrote one token; from the section on acceptance, over the same requests */
export function draftersFigures(section: readonly DrafterRow[], passes: number): DraftersFigures {
  const drafted = sumOf(section.map((row) => row.drafted));
  const accepted = sumOf(section.map((row) => row.accepted));
  const writers = passes > 0 ? writersOf(section, passes) : [];
  return {
    ...(drafted >= leastN.share && { share: accepted / drafted }),
    rows: section.map((row) =>
      row.drafted < leastN.share
        ? row
        : {
            ...row,
            share: row.accepted / row.drafted,
            interval: wilson(row.accepted, row.drafted),
          },
    ),
    writers,
    numWritten: sumOf(writers.map(({ tokens }) => tokens)),
  };
}

/** The two that wrote most, the others together, and the model. */
function writersOf(section: readonly DrafterRow[], passes: number): readonly Writer[] {
  const byTokens = section
    .filter(({ accepted }) => accepted > 0)
    .toSorted((a, b) => b.accepted - a.accepted)
    .map(({ id, accepted }) => ({ by: id, tokens: accepted }));
  const others = sumOf(byTokens.slice(2).map(({ tokens }) => tokens));
  const writers: readonly Omit<Writer, "percent">[] = [
    ...byTokens.slice(0, 2),
    ...(others > 0 ? [{ by: "others", tokens: others } as const] : []),
    { by: "model", tokens: passes },
  ];
  const percentages = wholePercentages(writers.map(({ tokens }) => tokens));
  return writers.map((writer, i) => ({ ...writer, percent: percentages[i] ?? 0 }));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

import type { FimFormat } from "../model/fimFormat";
import { checkedHealings, type CheckRun } from "./checkModel";
import { chooseWay, type WayRuns } from "./chooseWay";
import { promptWays, type PromptWay } from "./promptWays";
import { wayFigures, type WayFigures } from "./wayFigures";

/** What a check of a model has found. */
export interface CheckReport {
  /** Cases that were run in every way; others are left out. */
  readonly numCases: number;
  /** False for a model without marks of filling in: there is one way to ask it then, and nothing to choose. */
  readonly seesSuffix: boolean;
  readonly ways: readonly WayFigures[];
  /** The way to ask it from now on; `undefined` if there is nothing to choose, or no case. */
  readonly winner: PromptWay | undefined;
}

/** @param runs as `checkModel` hands them out */
export function checkReport(format: FimFormat, runs: readonly CheckRun[]): CheckReport {
  const ways = promptWays(format);
  const numWhole = Math.floor(runs.length / (ways.length * checkedHealings.length));
  const whole = runs.slice(0, numWhole * ways.length * checkedHealings.length);
  const runsOf = (way: PromptWay, healing: string): readonly CheckRun[] =>
    whole.filter(
      (run) =>
        run.holeStart === way.holeStart && run.layout === way.layout && run.healing === healing,
    );
  const healed = ways.map((way): WayRuns => ({ way, runs: runsOf(way, "exact") }));
  const seesSuffix = format.tokens !== undefined;
  return {
    numCases: numWhole,
    seesSuffix,
    ways: ways.flatMap((way) =>
      checkedHealings.map((healing) => wayFigures({ ...way, healing }, runsOf(way, healing))),
    ),
    winner: seesSuffix && numWhole > 0 ? chooseWay(healed) : undefined,
  };
}

import type { CheckReport } from "../../core/check/checkReport";
import type { WayFigures } from "../../core/check/wayFigures";
import type { Precision } from "../../core/model/modelSource";
import { formatNumber, formatPercent } from "./formatNumber";
import { formatTable, type Column } from "./table";

/** What was checked. */
interface CheckSetting {
  readonly model: string;
  readonly precision: Precision;
  readonly threads: number;
}

const figureColumns: readonly Column<WayFigures>[] = [
  { title: "healing", align: "left", cell: ({ healing }) => healing },
  { title: "exact", align: "right", cell: ({ exactMatch }) => formatPercent(exactMatch) },
  {
    title: "bits/char",
    align: "right",
    cell: ({ bitsPerCharacter }) => formatNumber(bitsPerCharacter, 3),
  },
  { title: "entropy", align: "right", cell: ({ meanEntropy }) => formatNumber(meanEntropy, 2) },
  { title: "ms/token", align: "right", cell: ({ msPerToken }) => formatNumber(msPerToken, 1) },
  {
    title: "recomputed",
    align: "right",
    cell: ({ recomputedPerKey }) => formatNumber(recomputedPerKey, 1),
  },
];

const wayColumns: readonly Column<WayFigures>[] = [
  { title: "hole", align: "left", cell: ({ holeStart }) => holeStart },
  { title: "layout", align: "left", cell: ({ layout }) => layout },
];

/** The report as a table with a line for each way and healing, what is made of it, and what the figures mean. */
export function formatCheck(
  { model, precision, threads }: CheckSetting,
  report: CheckReport,
  { isKept }: { readonly isKept: boolean },
): string {
  const { numCases, seesSuffix, ways } = report;
  return [
    `${model}, ${precision}, threads ${String(threads)}, ${String(numCases)} cases\n\n`,
    formatTable([...(seesSuffix ? wayColumns : []), ...figureColumns], ways),
    `\n${conclusion(report, isKept)}\n\n`,
    ...[...definitions, ...(seesSuffix ? choiceDefinition : [])].map((line) => `${line}\n`),
  ].join("");
}

function conclusion({ seesSuffix, winner }: CheckReport, isKept: boolean): string {
  if (!seesSuffix) {
    return "This model has no marks to be shown the text after the cursor with. It goes on from the text before it.";
  }
  if (winner === undefined) return "Stopped before the first case was done. Nothing is kept.";
  const best = `hole ${winner.holeStart}, layout ${winner.layout}`;
  return isKept
    ? `From now on it is asked with ${best}.`
    : `Stopped, so nothing is kept. So far the best is ${best}.`;
}

const definitions: readonly string[] = [
  "exact: suggestions equal to the rest of the line that was written there.",
  "bits/char: -log2 of the probability of its first characters, given what stands before them. Only measured with exact healing.",
  "entropy: mean over the tokens of the suggestions, in nats. ms/token: decoding alone.",
  "recomputed: prompt tokens that have to be run once another character has been typed, of these short prompts.",
];

/** Where there is something to choose. */
const choiceDefinition: readonly string[] = [
  "Chosen is, of the ways whose exact matches are not clearly behind (two standard errors) and that keep the cache while a line is",
  "typed, the one that needs the fewest bits, and of equals the one whose hole starts furthest from the cursor.",
];

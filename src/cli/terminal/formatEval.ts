import type { EvalDifference } from "../measure/evalDifference";
import type { EvalGroup, EvalReport, EvalSetting } from "../measure/evalReport";
import {
  bitsDefinition,
  contextDefinition,
  evalDefinitions,
  type EvalSummary,
} from "../measure/evalSummary";
import type { RatioInterval } from "../measure/ratioInterval";
import { formatNumber, formatPercent } from "./formatNumber";
import { formatTable, type Column } from "./table";

/** Cases that are counted together: a kind, a language, or all. */
interface NamedGroup {
  readonly name: string;
  readonly group: EvalGroup;
}

interface SummaryRow {
  readonly name: string;
  readonly way: string;
  readonly summary: EvalSummary;
}

interface DifferenceRow {
  readonly name: string;
  readonly difference: EvalDifference;
}

/**
 * The report as tables with a line for each kind, language and way to ask, and below them what the figures mean. Where all
 * cases are of one kind or language, that is said once.
 */
export function formatEval(report: EvalReport): string {
  const { model, precision, threads, strategy, temperature } = report.setting;
  const kinds = Object.entries(report.kinds);
  const languages = Object.entries(report.languages);
  const groups = [
    ...kinds,
    ...(languages.length > 1 ? languages : []),
    ...(kinds.length === 1 ? [] : [["all", report.all] as const]),
  ].map(([name, group]) => ({ name, group }));
  const ways = Object.values(report.all.ways);
  const hasBits = ways.some((one) => one.numCasesWithBits > 0);
  const hasContext = ways.some(({ contextTokens = 0 }) => contextTokens > 0);
  return [
    `${model}, ${precision}, threads ${String(threads)}, ${promptText(report.setting)}, ${strategy}, temperature ${String(temperature)}\n\n`,
    formatTable(qualityColumns(hasBits), groups.flatMap(summaryRows)),
    differencesTable(groups, hasBits),
    "\n",
    formatTable(costColumns(hasContext), groups.flatMap(summaryRows)),
    "\n",
    ...[
      ...evalDefinitions,
      ...(hasContext ? contextDefinition : []),
      ...(hasBits ? bitsDefinition : []),
      ...intervalDefinition,
    ].map((definition) => `${definition}\n`),
  ].join("");
}

function promptText({ hole, layout, seesSuffix }: EvalSetting): string {
  return seesSuffix ? `hole ${hole}, layout ${layout}` : "no text after the cursor seen";
}

const intervalDefinition: readonly string[] = [
  "In parentheses: 95 % bootstrap interval over cases. Differences are those of the same cases.",
];

function summaryRows({ name, group }: NamedGroup): SummaryRow[] {
  return Object.entries(group.ways).map(([way, summary]) => ({ name, way, summary }));
}

function differencesTable(groups: readonly NamedGroup[], hasBits: boolean): string {
  const rows = groups.flatMap(({ name, group }) =>
    group.differences.map((difference) => ({ name, difference })),
  );
  return rows.length === 0 ? "" : `\n${formatTable(differenceColumns(hasBits), rows)}`;
}

function qualityColumns(hasBits: boolean): readonly Column<SummaryRow>[] {
  return [
    ...nameColumns,
    figure("n", ({ numCases }) => String(numCases)),
    figure("exact", ({ exactMatch }) => percentText(exactMatch)),
    figure("similarity", ({ editSimilarity }) => percentText(editSimilarity)),
    ...(hasBits
      ? [
          figure("with bits", ({ numCasesWithBits }) => String(numCasesWithBits)),
          figure("bits/char", ({ bitsPerCharacter }) => bitsText(bitsPerCharacter)),
          figure("mean bits/char", (summary) => bitsText(summary.meanBitsPerCharacter)),
        ]
      : []),
    figure("kept", ({ charactersKept }) => formatPercent(charactersKept)),
    figure("empty", ({ emptyShare }) => formatPercent(emptyShare)),
  ];
}

function differenceColumns(hasBits: boolean): readonly Column<DifferenceRow>[] {
  const column = (
    title: string,
    cell: (difference: EvalDifference) => string,
  ): Column<DifferenceRow> => ({ title, align: "right", cell: (row) => cell(row.difference) });
  return [
    { title: "cases", align: "left", cell: ({ name }) => name },
    {
      title: "difference",
      align: "left",
      cell: ({ difference }) => `${difference.first} - ${difference.second}`,
    },
    column("exact", ({ exactMatch }) => percentText(exactMatch)),
    column("similarity", ({ editSimilarity }) => percentText(editSimilarity)),
    ...(hasBits
      ? [
          column("bits/char", ({ bitsPerCharacter }) => bitsText(bitsPerCharacter)),
          column("mean bits/char", (one) => bitsText(one.meanBitsPerCharacter)),
        ]
      : []),
  ];
}

const nameColumns: readonly Column<SummaryRow>[] = [
  { title: "cases", align: "left", cell: ({ name }) => name },
  { title: "way", align: "left", cell: ({ way }) => way },
];

function costColumns(hasContext: boolean): readonly Column<SummaryRow>[] {
  return [
    ...nameColumns,
    ...(hasContext
      ? [figure("context", ({ contextTokens }) => formatNumber(contextTokens, 0))]
      : []),
    figure("p50 ms", ({ latencyMs }) => formatNumber(latencyMs.p50, 1)),
    figure("p95 ms", ({ latencyMs }) => formatNumber(latencyMs.p95, 1)),
    figure("tokens/pass", ({ tokensPerPass }) => formatNumber(tokensPerPass, 2)),
    figure("heal passes", ({ healPassShare }) => formatPercent(healPassShare)),
    figure("covers", ({ coversPerRequest }) => formatNumber(coversPerRequest, 1)),
    figure("heal p50 ms", ({ healMs }) => formatNumber(healMs.p50, 1)),
    figure("heal p95 ms", ({ healMs }) => formatNumber(healMs.p95, 1)),
  ];
}

function figure(title: string, cell: (summary: EvalSummary) => string): Column<SummaryRow> {
  return { title, align: "right", cell: (row) => cell(row.summary) };
}

/** Per cent, or percentage points, and the interval. */
function percentText(interval: RatioInterval | undefined): string {
  return intervalText(interval, (value) => formatNumber(100 * value, 1));
}

function bitsText(interval: RatioInterval | undefined): string {
  return intervalText(interval, (value) => formatNumber(value, 3));
}

function intervalText(
  interval: RatioInterval | undefined,
  format: (value: number) => string,
): string {
  if (interval === undefined) return "-";
  const [value, low, high] = [interval.value, interval.low, interval.high].map(format);
  return `${String(value)} (${String(low)} to ${String(high)})`;
}

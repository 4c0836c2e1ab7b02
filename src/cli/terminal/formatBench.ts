import {
  benchDefinitions,
  type BenchReport,
  type PrecisionRun,
  type StrategyFigures,
} from "../bench/benchReport";
import type { NamedToken } from "../bench/compareDecodes";
import { formatNumber } from "./formatNumber";
import { formatTable, type Column } from "./table";

interface Row {
  readonly run: PrecisionRun;
  readonly figures: StrategyFigures;
}

const columns: readonly Column<Row>[] = [
  { title: "precision", align: "left", cell: ({ run }) => run.precision },
  { title: "strategy", align: "left", cell: ({ figures }) => figures.strategy },
  figure("tokens/s", (figures) => formatNumber(figures.tokensPerSecond, 1)),
  figure("ms/token", (figures) => formatNumber(figures.msPerToken, 2)),
  figure("tokens/pass", (figures) => formatNumber(figures.tokensPerPass, 2)),
  figure("nodes/pass", (figures) => formatNumber(figures.nodesPerPass, 2)),
  figure("speed-up", speedUpText),
  figure("equal", ({ equality }) =>
    equality === null ? "-" : `${String(equality.numEqual)} of ${String(equality.numCases)}`,
  ),
];

function figure(title: string, cell: (figures: StrategyFigures) => string): Column<Row> {
  return { title, align: "right", cell: (row) => cell(row.figures) };
}

function speedUpText({ speedUp }: StrategyFigures): string {
  if (speedUp === null) return "-";
  const [median, low, high] = [speedUp.median, speedUp.low, speedUp.high].map((value) =>
    formatNumber(value, 2),
  );
  return `${String(median)} (${String(low)} - ${String(high)})`;
}

/** The report as a table with a line for each precision and strategy, the differences, and what the figures mean. */
export function formatBench(report: BenchReport): string {
  const { machine } = report;
  const threads = [...new Set(report.runs.map((run) => String(run.threads)))].join(", ");
  const rows = report.runs.flatMap((run) => run.strategies.map((figures) => ({ run, figures })));
  return [
    `${report.model}, ${report.cases}, at most ${String(report.maxTokens)} tokens, temperature ${String(report.temperature)}\n`,
    `${machine.cpu}, ${String(machine.cores)} cores, threads ${threads}, ${machine.platform}, `,
    `node ${machine.node}, onnxruntime ${machine.onnxruntime}\n\n`,
    formatTable(columns, rows),
    ...rows.map(differencesOf),
    "\n",
    ...benchDefinitions.map((definition) => `${definition}\n`),
  ].join("");
}

function differencesOf({ run, figures }: Row): string {
  const differences = figures.equality?.differences ?? [];
  if (differences.length === 0) return "";
  const lines = differences.map(
    ({ caseId, position, expected, actual, topTwoGap }) =>
      `  ${caseId}, token ${String(position + 1)}: ${tokenText(expected)} / ${tokenText(actual)}, gap ${formatNumber(topTwoGap ?? undefined, 5)}\n`,
  );
  return `\n${run.precision}, ${figures.strategy} differs from autoregressive:\n${lines.join("")}`;
}

function tokenText(token: NamedToken | null): string {
  return token === null ? "the end" : JSON.stringify(token.text);
}

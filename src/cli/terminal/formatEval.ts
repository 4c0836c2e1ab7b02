import type { EvalReport } from "../measure/evalReport";
import { evalDefinitions, type EvalSummary } from "../measure/evalSummary";
import { formatNumber, formatPercent } from "./formatNumber";
import { formatTable, type Column } from "./table";

interface Row {
  readonly name: string;
  readonly summary: EvalSummary;
}

const columns: readonly Column<Row>[] = [
  { title: "kind", align: "left", cell: (row) => row.name },
  figure("n", (summary) => String(summary.numCases)),
  figure("exact", (summary) => formatPercent(summary.exactMatch)),
  figure("similarity", (summary) => formatPercent(summary.editSimilarity)),
  figure("kept", (summary) => formatPercent(summary.charactersKept)),
  figure("empty", (summary) => formatPercent(summary.emptyShare)),
  figure("p50 ms", (summary) => formatNumber(summary.latencyMs.p50, 1)),
  figure("p95 ms", (summary) => formatNumber(summary.latencyMs.p95, 1)),
  figure("tokens/pass", (summary) => formatNumber(summary.tokensPerPass, 2)),
];

function figure(title: string, cell: (summary: EvalSummary) => string): Column<Row> {
  return { title, align: "right", cell: (row) => cell(row.summary) };
}

/** The report as a table with a line for each kind, and below it what the figures mean. */
export function formatEval(report: EvalReport): string {
  const { model, precision, threads, strategy, temperature } = report.setting;
  const rows = [...Object.entries(report.kinds), ["all", report.all] as const].map(
    ([name, summary]) => ({ name, summary }),
  );
  return [
    `${model}, ${precision}, threads ${String(threads)}, ${strategy}, temperature ${String(temperature)}\n\n`,
    formatTable(columns, rows),
    "\n",
    ...evalDefinitions.map((definition) => `${definition}\n`),
  ].join("");
}

import path from "node:path";
import type { Command } from "commander";
import { ForetypeError } from "../../core/errors";
import { caseKinds, type CaseKind, type CompletionCase } from "../cases/completionCase";
import { cutCases } from "../cases/cutCases";
import { sourceFiles } from "../cases/sourceFiles";
import type { CliHost } from "../cliHost";
import { wholeNumber } from "../options/parseNumber";
import { openOut } from "../openOut";
import { SeededRandom } from "../seededRandom";
import { formatJson } from "../terminal/formatJson";
import { withProgress } from "../withProgress";

interface CutFlags {
  readonly n: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: true;
}

/** `foretype cut DIR --out FILE.jsonl`: completion cases out of a folder of source, for `eval` and `bench`. */
export function addCutCommand(program: Command, host: CliHost): void {
  program
    .command("cut")
    .description("cut completion cases out of a folder of source")
    .argument("<dir>", "folder of source; dependencies, builds and generated files are passed over")
    .requiredOption("--out <file>", "where the cases go, one JSON object a line")
    .option("--n <n>", "number of cases, in equal parts line, mid and block", wholeNumber(1), 300)
    .option("--seed <n>", "the same seed cuts the same cases", wholeNumber(0), 0)
    .option("--json", "print JSON")
    .action((dir: string, flags: CutFlags) => cut(dir, flags, host));
}

async function cut(dir: string, flags: CutFlags, host: CliHost): Promise<void> {
  const reading = { title: `Reading ${dir}`, total: 1 };
  const files = await withProgress(host, reading, () => sourceFiles(path.resolve(host.cwd, dir)));
  const cases = cutCases(files, flags.n, new SeededRandom(flags.seed));
  if (cases.length === 0) {
    throw new ForetypeError(
      "user/bad-argument",
      `No case can be cut out of ${dir}: it holds too little source. Name another folder.`,
    );
  }
  const out = await openOut(flags.out, host);
  try {
    for (const completionCase of cases) await out.write(formatJson(completionCase));
  } finally {
    await out.close();
  }
  const report = {
    numFiles: files.length,
    numCases: cases.length,
    kinds: Object.fromEntries(caseKinds.map((kind) => [kind, countOf(kind, cases)])),
  };
  host.print(flags.json === true ? formatJson(report) : summaryOf(report));
  if (cases.length < flags.n) {
    host.note(`${dir} holds no more than that; ${String(flags.n)} were asked for.\n`);
  }
}

function countOf(kind: CaseKind, cases: readonly CompletionCase[]): number {
  return cases.filter((completionCase) => completionCase.kind === kind).length;
}

function summaryOf(report: {
  readonly numFiles: number;
  readonly numCases: number;
  readonly kinds: Readonly<Record<string, number>>;
}): string {
  const kinds = Object.entries(report.kinds).map(([kind, count]) => `${String(count)} ${kind}`);
  return `${String(report.numCases)} cases (${kinds.join(", ")}) from ${String(report.numFiles)} files\n`;
}

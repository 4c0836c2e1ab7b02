import path from "node:path";
import type { Command } from "commander";
import { ForetypeError } from "../../core/errors";
import { caseTexts } from "../cases/caseTexts";
import type { CaseKind, CompletionCase } from "../../core/check/completionCase";
import { cutAnywhere } from "../cases/cutAnywhere";
import { cutCases, lineKinds } from "../cases/cutCases";
import { readCases } from "../cases/readCases";
import { sourceFiles, type SourceFile } from "../cases/sourceFiles";
import type { CliHost } from "../cliHost";
import { wholeNumber } from "../options/parseNumber";
import { openOut } from "../openOut";
import { SeededRandom } from "../seededRandom";
import { formatJson } from "../terminal/formatJson";
import { withProgress } from "../withProgress";

interface CutFlags {
  readonly fromCases?: string;
  readonly anywhere?: true;
  readonly n: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: true;
}

/** `foretype cut DIR --out FILE.jsonl`: completion cases out of source, for `eval` and `bench`. */
export function addCutCommand(program: Command, host: CliHost): void {
  program
    .command("cut")
    .description(
      "cut completion cases out of a folder of source, or out of the texts of other cases",
    )
    .argument("[dir]", "folder of source; dependencies, builds and generated files are passed over")
    .option("--from-cases <file>", "in place of a folder: a cases file, whose texts are cut anew")
    .option("--anywhere", "cursors between any two characters, in place of line, mid and block")
    .requiredOption("--out <file>", "where the cases go, one JSON object a line")
    .option("--n <n>", "number of cases, in equal parts of each kind", wholeNumber(1), 300)
    .option("--seed <n>", "the same seed cuts the same cases", wholeNumber(0), 0)
    .option("--json", "print JSON")
    .action((dir: string | undefined, flags: CutFlags) => cut(dir, flags, host));
}

async function cut(dir: string | undefined, flags: CutFlags, host: CliHost): Promise<void> {
  const { origin, read } = originOf(dir, flags, host);
  const files = await withProgress(host, { title: `Reading ${origin}`, total: 1 }, read);
  const isAnywhere = flags.anywhere === true;
  const cases = (isAnywhere ? cutAnywhere : cutCases)(files, flags.n, new SeededRandom(flags.seed));
  if (cases.length === 0) {
    throw new ForetypeError(
      "user/bad-argument",
      `No case can be cut out of ${origin}: it holds too little source. Name another one.`,
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
    kinds: Object.fromEntries(
      (isAnywhere ? (["anywhere"] as const) : lineKinds).map((kind) => [
        kind,
        countOf(kind, cases),
      ]),
    ),
  };
  host.print(flags.json === true ? formatJson(report) : summaryOf(report));
  if (cases.length < flags.n) {
    host.note(`${origin} holds no more than that; ${String(flags.n)} were asked for.\n`);
  }
}

/** What is cut, by its name on the command line. */
function originOf(
  dir: string | undefined,
  { fromCases }: CutFlags,
  { cwd }: CliHost,
): { readonly origin: string; readonly read: () => Promise<readonly SourceFile[]> } {
  if (dir !== undefined && fromCases === undefined) {
    return { origin: dir, read: () => sourceFiles(path.resolve(cwd, dir)) };
  }
  if (dir === undefined && fromCases !== undefined) {
    const read = async (): Promise<readonly SourceFile[]> =>
      caseTexts(await readCases(fromCases, { cwd }));
    return { origin: fromCases, read };
  }
  throw new ForetypeError(
    "user/bad-argument",
    "Name what to cut: a folder of source, or a cases file with --from-cases.",
  );
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

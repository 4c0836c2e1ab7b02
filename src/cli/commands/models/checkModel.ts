import path from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Command } from "commander";
import {
  checkModel,
  numCheckRuns,
  type CheckPlan,
  type CheckRun,
} from "../../../core/check/checkModel";
import { checkReport, type CheckReport } from "../../../core/check/checkReport";
import type { CompletionCase } from "../../../core/check/completionCase";
import type { ModelSource } from "../../../core/model/modelSource";
import { rememberCheck } from "../../../store/modelChecks";
import { readCases } from "../../cases/readCases";
import type { CliHost } from "../../cliHost";
import { addModelsFolderOption, precisionOption } from "../../options/engineOptions";
import type { EngineFlags } from "../../options/engineOptions";
import { wholeNumber } from "../../options/parseNumber";
import { formatCheck } from "../../terminal/formatCheck";
import { formatJson } from "../../terminal/formatJson";
import { withModel, type OpenedEngine } from "../../withModel";
import { withProgress } from "../../withProgress";

interface CheckFlags extends Omit<EngineFlags, "model" | "hole" | "layout"> {
  readonly cases?: string;
  readonly limit?: number;
  readonly json?: true;
}

/** Cut out of Foretype's own sources, by `test/bench/cutCheckCases.ts`; beside the models that ship. */
const ownCases = "check-cases.jsonl";

/** `foretype models check MODEL`: in which way a model is asked best. */
export function addCheckCommand(models: Command, host: CliHost): void {
  const command = models
    .command("check")
    .description(
      "ask a model in every way there is, and keep the best one for whenever it is opened",
    )
    .argument("<model>", "id of a model, or the path of a GGUF file or of a model's folder")
    .option("--cases <file>", 'cases file, see "foretype cut"; short ones of Foretype without it')
    .option("--limit <n>", "only the first n cases", wholeNumber(1))
    .option("--threads <n>", "threads of a forward pass; 0 chooses", wholeNumber(0), 0)
    .addOption(precisionOption("how weights are stored").default("auto"))
    .option("--json", "print JSON");
  addModelsFolderOption(command).action((model: string, flags: CheckFlags) =>
    check(model, flags, host),
  );
}

async function check(model: string, flags: CheckFlags, host: CliHost): Promise<void> {
  const cases = await readCases(flags.cases ?? path.join(host.modelsFolder, ownCases), {
    cwd: host.cwd,
    limit: flags.limit,
  });
  await withModel({ ...flags, model }, host, async (opened) => {
    const report = await run(cases, opened, host);
    if (!host.cancellation.isCancelled) await keep(report, opened.source, host);
    const { precision, threads } = opened;
    const setting = { model, precision, threads };
    host.print(
      flags.json === true
        ? formatJson({ setting, ...report })
        : formatCheck(setting, report, { isKept: !host.cancellation.isCancelled }),
    );
  });
}

async function run(
  cases: readonly CompletionCase[],
  opened: OpenedEngine,
  host: CliHost,
): Promise<CheckReport> {
  const { clock, cancellation } = host;
  const turn = (): Promise<void> => setImmediate();
  const plan: CheckPlan = { ...opened, cases, clock, cancellation, turn };
  const runs: CheckRun[] = [];
  const title = `Asking ${opened.source.name} in every way`;
  await withProgress(host, { title, total: numCheckRuns(plan) }, async (progress) => {
    for await (const one of checkModel(plan)) {
      runs.push(one);
      progress.advance();
    }
  });
  return checkReport(opened.format, runs);
}

/** What a check that was stopped has found is shown, but is too little to go by. */
async function keep(
  { winner, ways }: CheckReport,
  { sha256 }: ModelSource,
  host: CliHost,
): Promise<void> {
  const figures = ways.find(
    ({ holeStart, layout, healing }) =>
      healing === "exact" && holeStart === winner?.holeStart && layout === winner.layout,
  );
  if (winner === undefined || figures?.exactMatch === undefined) return;
  const { numCases, exactMatch } = figures;
  await rememberCheck(host.cacheFolder, sha256, { ...winner, numCases, exactMatch });
}

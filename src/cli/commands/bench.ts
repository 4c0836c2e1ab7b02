import type { Command } from "commander";
import { measureCost } from "../../core/cost/measureCost";
import { draftModel } from "../../core/decode/draftModel";
import { usableStrategies } from "../../core/decode/strategies";
import { ForetypeError, invariant } from "../../core/errors";
import { embeddedModelId } from "../../core/model/embeddedModel";
import type { Precision } from "../../core/model/modelSource";
import type { BenchReport, PrecisionRun } from "../bench/benchReport";
import { DecodeProbe } from "../bench/decodeProbe";
import { describeMachine } from "../bench/machine";
import { runBench, type BenchPlan } from "../bench/runBench";
import type { CompletionCase } from "../../core/check/completionCase";
import { cutCases } from "../cases/cutCases";
import { readCases } from "../cases/readCases";
import { sourceFiles, type SourceFile } from "../cases/sourceFiles";
import type { CliHost } from "../cliHost";
import { withDraft } from "../withDraft";
import {
  addSampleOptions,
  completionOptions,
  strategyOption,
  type SampleFlags,
} from "../options/decodeOptions";
import {
  addDraftOption,
  addModelOptions,
  precisionOption,
  type DraftFlags,
  type ModelFlags,
} from "../options/engineOptions";
import { wholeNumber } from "../options/parseNumber";
import { addTextsOption, otherFiles, type TextsFlags } from "../options/textsOption";
import { SeededRandom } from "../seededRandom";
import { formatBench } from "../terminal/formatBench";
import { formatJson } from "../terminal/formatJson";
import { withProgress } from "../withProgress";

interface BenchFlags extends ModelFlags, SampleFlags, DraftFlags, TextsFlags {
  readonly cases?: string;
  readonly limit: number;
  readonly strategy?: string;
  readonly precision?: Precision;
  readonly json?: true;
}

const defaultNumCases = 60;
const numWarmUpCases = 3;

/** `foretype bench`: speed of each strategy beside decoding one token at a time, and whether the text is the same. */
export function addBenchCommand(program: Command, host: CliHost): void {
  const command = program
    .command("bench")
    .description("measure the speed of strategies beside autoregressive, and compare their text")
    .option("--cases <file>", "cases file; cut out of Foretype's own source without it")
    .option("--limit <n>", "only so many cases", wholeNumber(1), defaultNumCases)
    .addOption(strategyOption("only this strategy beside autoregressive"))
    .addOption(
      precisionOption(
        "only this precision; without it all for the embedded model, auto for others",
      ),
    )
    .option("--json", "print JSON");
  addSampleOptions(addTextsOption(addDraftOption(addModelOptions(command)))).action(
    (flags: BenchFlags) => bench(flags, host),
  );
}

async function bench(flags: BenchFlags, host: CliHost): Promise<void> {
  const { cases, origin } = await chooseCases(flags, host);
  const files = await otherFiles(flags, host.cwd);
  const runs: PrecisionRun[] = [];
  for (const precision of precisionsOf(flags)) {
    if (!host.cancellation.isCancelled)
      runs.push(await benchPrecision(precision, { cases, files }, flags, host));
  }
  const { model, maxTokens, temperature, seed } = flags;
  const machine = await describeMachine();
  const report: BenchReport = { machine, model, cases: origin, maxTokens, temperature, seed, runs };
  host.print(flags.json === true ? formatJson(report) : formatBench(report));
}

/** Of the embedded model `auto` is `int8`. A larger one may not fit the memory at every precision. */
function precisionsOf({ model, precision }: BenchFlags): readonly Precision[] {
  if (precision !== undefined) return [precision];
  return model === embeddedModelId ? ["fp32", "int8", "int4"] : ["auto"];
}

async function chooseCases(
  flags: BenchFlags,
  host: CliHost,
): Promise<{ readonly cases: readonly CompletionCase[]; readonly origin: string }> {
  if (flags.cases !== undefined) {
    const cases = await readCases(flags.cases, { cwd: host.cwd, limit: flags.limit });
    return { cases, origin: `${String(cases.length)} cases of ${flags.cases}` };
  }
  const files = await sourceFiles(host.sourcesFolder).catch((cause: unknown) => {
    throw new ForetypeError(
      "user/bad-argument",
      'Foretype\'s own source is not here. Name cases with --cases, see "foretype cut".',
      { cause },
    );
  });
  const cases = cutCases(files, flags.limit, new SeededRandom(0));
  return { cases, origin: `${String(cases.length)} cases cut out of Foretype's own source` };
}

async function benchPrecision(
  precision: Precision,
  {
    cases,
    files,
  }: {
    readonly cases: readonly CompletionCase[];
    readonly files: readonly SourceFile[];
  },
  flags: BenchFlags,
  host: CliHost,
): Promise<PrecisionRun> {
  // All that can be measured is, that of draft models too, if none is asked for.
  const { strategy = draftModel.id } = flags;
  return withDraft({ ...flags, precision, strategy }, host, async (opened) => {
    const { threads } = opened;
    const { cancellation, clock } = host;
    const parts = { ...opened, files, clock, cost: await measureCost(opened.model, clock) };
    const planWith = (probe: DecodeProbe, onTurn: () => void): BenchPlan => ({
      cases,
      strategies: benchedStrategies(flags.strategy, opened),
      decode: (completionCase, strategy) =>
        probe.run(completionCase, completionOptions({ ...flags, strategy }), cancellation),
      gapSource: probe,
      cancellation,
      onTurn,
    });
    // Code is compiled and memory found before anything is measured, by a probe of its own: what its drafters learn is lost.
    const warmUp = planWith(new DecodeProbe(parts), () => undefined);
    await runBench({ ...warmUp, cases: cases.slice(0, numWarmUpCases) });
    const total = cases.length * warmUp.strategies.length;
    const figures = await withProgress(
      host,
      { title: `Measuring ${precision}`, total },
      (progress) =>
        runBench(
          planWith(new DecodeProbe(parts), () => {
            progress.advance();
          }),
        ),
    );
    return { precision, threads, strategies: figures };
  });
}

/** The baseline first, then the one that was asked for, or all that can be compared with it. */
function benchedStrategies(
  only: string | undefined,
  open: Parameters<typeof usableStrategies>[0],
): readonly string[] {
  const [baseline, ...others] = usableStrategies(open).map((strategy) => strategy.id);
  invariant(baseline !== undefined, "the registry begins with the baseline");
  if (only === undefined) return [baseline, ...others];
  return only === baseline ? [baseline] : [baseline, only];
}

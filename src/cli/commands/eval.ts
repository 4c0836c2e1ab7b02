import type { FileHandle } from "node:fs/promises";
import { Option, type Command } from "commander";
import { defaultOptions } from "../../core/complete/request";
import { byteEnsemble } from "../../core/ensemble/byteEnsemble";
import { findHealing, healings } from "../../core/heal/healings";
import { ForetypeError } from "../../core/errors";
import { caseKinds, type CaseKind } from "../../core/check/completionCase";
import { readCases } from "../cases/readCases";
import { CaseContext, contextKinds, type ContextKind } from "../cases/caseContext";
import type { CliHost } from "../cliHost";
import { ContinuationBits } from "../../core/check/continuationBits";
import type { EvaluatedCase } from "../measure/evaluatedCase";
import { evaluateCases, type EvalPlan } from "../measure/evaluateCases";
import { evalReport } from "../measure/evalReport";
import { evalWays } from "../measure/evalWay";
import { otherTextsFor } from "../cases/otherTexts";
import { withCompleter } from "../withCompleter";
import { openOut } from "../openOut";
import { addDecodeOptions, completionOptions, type DecodeFlags } from "../options/decodeOptions";
import { addDraftOption, addEngineOptions, type EngineFlags } from "../options/engineOptions";
import { addEnsembleOptions, type EnsembleFlags } from "../options/ensembleOptions";
import { addTextsOption, otherFiles, type TextsFlags } from "../options/textsOption";
import { listOf } from "../options/listOf";
import { wholeNumber } from "../options/parseNumber";
import { formatEval } from "../terminal/formatEval";
import { formatJson } from "../terminal/formatJson";
import { withProgress } from "../withProgress";

interface EvalFlags extends EngineFlags, Omit<DecodeFlags, "healing">, EnsembleFlags, TextsFlags {
  readonly healing: readonly string[];
  readonly cases: string;
  readonly kind?: readonly CaseKind[];
  readonly bits?: true;
  readonly context?: readonly ContextKind[];
  readonly contextTokens: number;
  readonly out?: string;
  readonly limit?: number;
  readonly json?: true;
}

/** `foretype eval --cases FILE.jsonl`: how good and how fast suggestions are. */
export function addEvalCommand(program: Command, host: CliHost): void {
  const command = program
    .command("eval")
    .description("complete the cases of a file and compare with what was written there")
    .requiredOption("--cases <file>", 'cases file, see "foretype cut"')
    .option("--kind <kinds>", `only cases of these: ${caseKinds.join(",")}`, listOf(findKind))
    .option("--bits", "measure bits per character of the expected text too")
    .option(
      "--context <kinds>",
      `show the model text from elsewhere too, some of ${contextKinds.join(",")}; from the cases' own "texts" and from --texts`,
      listOf(findContextKind),
    )
    .option("--context-tokens <n>", "most tokens of it", wholeNumber(1), 384)
    .option(
      "--out <file>",
      "write a line {id, healing, context, text, outcome, stats, bits} for each run",
    )
    .option("--limit <n>", "only the first n cases", wholeNumber(1))
    .option("--json", "print JSON");
  addDecodeOptions(
    addEnsembleOptions(addTextsOption(addDraftOption(addEngineOptions(command)))),
    healingsOption(),
  ).action((flags: EvalFlags) => evaluate(flags, host));
}

/** Several ways of healing can be measured side by side. */
function healingsOption(): Option {
  const ids = healings.map(({ id }) => id).join(",");
  return new Option("--healing <ids>", `what becomes of a cursor inside a token, some of ${ids}`)
    .argParser(listOf((id) => findHealing(id).id))
    .default([defaultOptions.healing], defaultOptions.healing);
}

function findKind(word: string): CaseKind {
  const kind = caseKinds.find((known) => known === word);
  if (kind !== undefined) return kind;
  throw new ForetypeError(
    "user/bad-argument",
    `there is no kind "${word}"; choose some of: ${caseKinds.join(", ")}`,
  );
}

function findContextKind(word: string): ContextKind {
  const kind = contextKinds.find((known) => known === word);
  if (kind !== undefined) return kind;
  throw new ForetypeError(
    "user/bad-argument",
    `there is no context "${word}"; choose some of: ${contextKinds.join(", ")}`,
  );
}

async function evaluate(flags: EvalFlags, host: CliHost): Promise<void> {
  const { kind: kinds, limit } = flags;
  const cases = await readCases(flags.cases, { cwd: host.cwd, kinds, limit });
  const files = await otherFiles(flags, host.cwd);
  const ways = evalWays(flags.healing, flags.context);
  const out = flags.out === undefined ? undefined : await openOut(flags.out, host);
  try {
    await withCompleter(flags, host, async (completer, opened) => {
      const plan: EvalPlan = {
        cases,
        ways,
        options: {
          ...completionOptions({ ...flags, healing: defaultOptions.healing }),
          maxContextTokens: flags.contextTokens,
        },
        completer,
        texts: otherTextsFor(completer, files),
        context: new CaseContext(files),
        bits: flags.bits === true ? new ContinuationBits(opened) : undefined,
        cancellation: host.cancellation,
      };
      const evaluated = await evaluateAll(plan, { out, title: `Completing ${flags.cases}` }, host);
      const { temperature, seed, maxTokens } = flags;
      const strategy = flags.second === undefined ? plan.options.strategy : byteEnsemble.id;
      const { precision, threads, format } = opened;
      const setting = {
        ...{ model: modelsOf(flags), precision, threads, ways: ways.map(({ name }) => name) },
        ...{ hole: format.holeStart, layout: format.layout },
        seesSuffix: format.tokens !== undefined,
        ...{ strategy, temperature, seed, maxTokens },
      };
      const report = evalReport(setting, evaluated);
      host.print(flags.json === true ? formatJson(report) : formatEval(report));
    });
  } finally {
    await out?.close();
  }
}

/** The model, and what else is open. */
function modelsOf({ model, draft, second, combine, share }: EvalFlags): string {
  if (second !== undefined) return `${model} (${String(share)}) and ${second}, ${combine}`;
  return draft === undefined ? model : `${model}, drafted by ${draft}`;
}

/** All cases, under a progress bar, with a line in `out` for each run. */
async function evaluateAll(
  plan: EvalPlan,
  { out, title }: { readonly out: FileHandle | undefined; readonly title: string },
  host: CliHost,
): Promise<readonly EvaluatedCase[]> {
  const evaluated: EvaluatedCase[] = [];
  await withProgress(host, { title, total: plan.cases.length }, async (progress) => {
    for await (const result of evaluateCases(plan)) {
      evaluated.push(result);
      for (const { way, record, bits } of result.runs) {
        const { healing, context } = way;
        await out?.write(formatJson({ ...record, healing, context, bits }));
      }
      progress.advance();
    }
  });
  return evaluated;
}

import type { Command } from "commander";
import { Completer } from "../../core/complete/completer";
import { readCases } from "../cases/readCases";
import type { CliHost } from "../cliHost";
import { evaluateCases } from "../measure/evaluateCases";
import { evalReport } from "../measure/evalReport";
import type { EvaluatedCase } from "../measure/evalSummary";
import { withModel } from "../withModel";
import { openOut } from "../openOut";
import { addDecodeOptions, completionOptions, type DecodeFlags } from "../options/decodeOptions";
import { addEngineOptions, type EngineFlags } from "../options/engineOptions";
import { wholeNumber } from "../options/parseNumber";
import { formatEval } from "../terminal/formatEval";
import { formatJson } from "../terminal/formatJson";
import { withProgress } from "../withProgress";

interface EvalFlags extends EngineFlags, DecodeFlags {
  readonly cases: string;
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
    .option("--out <file>", "write a line {id, text, outcome, stats} for each case")
    .option("--limit <n>", "only the first n cases", wholeNumber(1))
    .option("--json", "print JSON");
  addDecodeOptions(addEngineOptions(command)).action((flags: EvalFlags) => evaluate(flags, host));
}

async function evaluate(flags: EvalFlags, host: CliHost): Promise<void> {
  const cases = await readCases(flags.cases, { cwd: host.cwd, limit: flags.limit });
  const options = completionOptions(flags);
  const out = flags.out === undefined ? undefined : await openOut(flags.out, host);
  const evaluated: EvaluatedCase[] = [];
  try {
    await withModel(flags, host, async (opened) => {
      const completer = new Completer({ ...opened, clock: host.clock });
      const title = `Completing ${flags.cases}`;
      await withProgress(host, { title, total: cases.length }, async (progress) => {
        const { cancellation } = host;
        const results = evaluateCases(
          cases,
          (request) => completer.complete(request, options, cancellation),
          cancellation,
        );
        for await (const result of results) {
          evaluated.push(result);
          await out?.write(formatJson(result.record));
          progress.advance();
        }
      });
      const { model, strategy, temperature, seed, maxTokens } = flags;
      const { precision, threads } = opened;
      const setting = { model, precision, threads, strategy, temperature, seed, maxTokens };
      const report = evalReport(setting, evaluated);
      host.print(flags.json === true ? formatJson(report) : formatEval(report));
    });
  } finally {
    await out?.close();
  }
}

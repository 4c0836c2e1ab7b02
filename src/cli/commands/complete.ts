import { Option, type Command } from "commander";
import type { AlternativesCost } from "../../core/complete/outcome";
import { defaultOptions, type Shape } from "../../core/complete/request";
import { otherTextsFor } from "../cases/otherTexts";
import type { CliHost } from "../cliHost";
import { recordOf, type CompletionRecord } from "../measure/completionRecord";
import { readText } from "../readText";
import { requestAt } from "../requestAt";
import { withCompleter } from "../withCompleter";
import { addDecodeOptions, completionOptions, type DecodeFlags } from "../options/decodeOptions";
import { addDraftOption, addEngineOptions, type EngineFlags } from "../options/engineOptions";
import { addEnsembleOptions, type EnsembleFlags } from "../options/ensembleOptions";
import { formatJson } from "../terminal/formatJson";
import { addTextsOption, otherFiles, type TextsFlags } from "../options/textsOption";
import { wholeNumber } from "../options/parseNumber";
import { formatNumber } from "../terminal/formatNumber";

interface CompleteFlags extends EngineFlags, DecodeFlags, EnsembleFlags, TextsFlags {
  readonly shape: Shape;
  readonly candidates: number;
  readonly shown: readonly string[];
  readonly json?: true;
  readonly trace?: true;
}

const shapes: readonly Shape[] = ["line", "block"];

/** `foretype complete FILE:LINE:COLUMN`: what the editor would suggest there. */
export function addCompleteCommand(program: Command, host: CliHost): void {
  const command = program
    .command("complete")
    .description("print what the model would write at a place in a file")
    .argument("<place>", "FILE:LINE:COLUMN, both counted from 1, as editors show them")
    .addOption(new Option("--shape <name>", "how much to write").choices(shapes).default("line"))
    .option(
      "--candidates <n>",
      "how many texts to choose from; the first is the greedy one",
      wholeNumber(1),
      defaultOptions.numCandidates,
    )
    .option(
      "--shown <file>",
      "file with a text that was shown already: write something else; may be given again",
      (file: string, files: readonly string[]) => [...files, file],
      [],
    )
    .option(
      "--json",
      "print JSON: {id, text, outcome, stats}, and {alternatives, cost} or {confidence, trace} if asked for",
    )
    .addOption(
      new Option(
        "--trace",
        "tell, as JSON, how the text came about: each token's probability and who drafted it, each pass's draft",
      ).implies({ json: true }),
    );
  addDecodeOptions(
    addEnsembleOptions(addTextsOption(addDraftOption(addEngineOptions(command)))),
  ).action((place: string, flags: CompleteFlags) => complete(place, flags, host));
}

async function complete(place: string, flags: CompleteFlags, host: CliHost): Promise<void> {
  const shown = await Promise.all(flags.shown.map((file) => readText(file, host.cwd)));
  const request = { ...(await requestAt(place, flags.shape, host.cwd)), shown };
  const options = {
    ...completionOptions(flags),
    numCandidates: flags.candidates,
    traces: flags.trace === true,
  };
  const files = await otherFiles(flags, host.cwd, request.documentId);
  const outcome = await withCompleter(flags, host, async (completer) => {
    await otherTextsFor(completer, files)?.goTo(request);
    return completer.complete(request, options, host.cancellation);
  });
  const record = recordOf(place, outcome);
  if (flags.json === true) {
    host.print(formatJson(record));
  } else {
    if (record.text !== "") host.print(`${record.text}\n`);
    for (const [index, text] of (record.alternatives ?? []).entries()) {
      host.print(`--- ${String(index + 2)}\n${text}\n`);
    }
    host.note(`${summaryOf(record)}\n`);
    if (record.cost !== undefined) host.note(`${costOf(record.cost)}\n`);
  }
}

function summaryOf({ outcome, filter, stats }: CompletionRecord): string {
  const reason = filter === undefined ? outcome : `${outcome} (${filter})`;
  const what = outcome === "suggestion" ? "" : `No suggestion: ${reason}. `;
  if (stats === null) return what.trimEnd();
  const tokens = `${String(stats.numGeneratedTokens)} tokens in ${formatNumber(stats.totalMs, 0)} ms`;
  const speed = `${formatNumber(stats.tokensPerSecond, 0)} tokens/s`;
  const perPass = `${formatNumber(stats.meanAcceptanceLength, 2)} tokens/pass`;
  const unseen = stats.numUnseenSuffixes > 0 ? "; the text after the cursor was not seen" : "";
  return `${what}${tokens}, ${speed}, ${perPass}${unseen}`;
}

function costOf({ numPasses, numNodes, numPromptTokens, ms }: AlternativesCost): string {
  const passes = `${String(numPasses)} passes over ${String(numNodes)} nodes`;
  const told = `${String(numPromptTokens)} prompt tokens to tell what was shown`;
  return `Alternatives: ${passes} and ${told}, ${formatNumber(ms, 0)} ms`;
}

import { setImmediate } from "node:timers/promises";
import type { Command } from "commander";
import { ForetypeError } from "../../core/errors";
import { detectWatermark } from "../../core/sample/detectWatermark";
import type { CliHost } from "../cliHost";
import { addEngineOptions, type EngineFlags } from "../options/engineOptions";
import { wholeNumber } from "../options/parseNumber";
import { readText } from "../readText";
import { formatJson } from "../terminal/formatJson";
import { formatNumber } from "../terminal/formatNumber";
import { withModel } from "../withModel";
import { withProgress } from "../withProgress";

interface DetectFlags extends EngineFlags {
  readonly watermarkKey: string;
  readonly nullKeys: number;
  readonly blockTokens: number;
  readonly json?: true;
}

interface DetectReport {
  readonly pValue: number;
  readonly numTokens: number;
  readonly numNullKeys: number;
  readonly blockTokens: number;
}

const limits =
  "Code leaves little to chance: a few lines say nothing, and a large p does not clear a text. A mark is found only where " +
  "the text splits into the tokens that were drawn, so edits hide it, and the first tokens at a cursor inside a word carry none.\n";

/** `foretype detect --watermark-key KEY FILE`: whether a text was drawn with a key. */
export function addDetectCommand(program: Command, host: CliHost): void {
  const command = program
    .command("detect")
    .description("tell whether a text holds suggestions that were drawn with a watermark key")
    .argument("<file>", 'the text; "-" reads standard input')
    .requiredOption("--watermark-key <text>", "the key that suggestions were drawn with")
    .option("--null-keys <n>", "fresh keys to compare with", wholeNumber(1), 999)
    .option("--block-tokens <n>", "tokens that are judged together", wholeNumber(1), 32)
    .option("--json", "print JSON");
  addEngineOptions(command)
    .addHelpText("after", `\n${limits}`)
    .action((file: string, flags: DetectFlags) => detect(file, flags, host));
}

async function detect(file: string, flags: DetectFlags, host: CliHost): Promise<void> {
  const text = file === "-" ? await host.readInput() : await readText(file, host.cwd);
  const report = await withModel(flags, host, async ({ vocabulary }) => {
    // As in a prompt.
    const tokens = vocabulary.encode(text.replaceAll("\r\n", "\n"));
    if (tokens.length === 0) {
      throw new ForetypeError("user/bad-argument", `${file} holds no text. Name one that does.`);
    }
    return judge(tokens, flags, host);
  });
  if (flags.json === true) {
    host.print(formatJson(report));
  } else {
    host.print(summaryOf(report));
    host.note(limits);
  }
}

async function judge(tokens: Int32Array, flags: DetectFlags, host: CliHost): Promise<DetectReport> {
  const { watermarkKey: key, nullKeys, blockTokens } = flags;
  const shown = { title: "Comparing with fresh keys", total: nullKeys };
  const finding = await withProgress(host, shown, (progress) =>
    detectWatermark(tokens, {
      key,
      numNullKeys: nullKeys,
      blockTokens,
      wantsMore: async () => {
        progress.advance();
        // So that Ctrl+C is heard.
        await setImmediate();
        return !host.cancellation.isCancelled;
      },
    }),
  );
  return { ...finding, numTokens: tokens.length, blockTokens };
}

function summaryOf({ pValue, numTokens, numNullKeys, blockTokens }: DetectReport): string {
  const numBetter = Math.round(pValue * (numNullKeys + 1)) - 1;
  return (
    `p = ${formatNumber(pValue, 4)}: of ${String(numNullKeys)} fresh keys ${String(numBetter)} fit as well.\n` +
    `${String(numTokens)} tokens, judged in blocks of ${String(Math.min(blockTokens, numTokens))}.\n`
  );
}

import type { Command } from "commander";
import { at } from "../../core/at";
import { Completer } from "../../core/complete/completer";
import { findMarks } from "../../core/complete/fimMarks";
import { ByteModel, END_OF_TEXT } from "../../core/heal/byteModel";
import { TokenIndex } from "../../core/tokens/tokenIndex";
import type { CliHost } from "../cliHost";
import { addDecodeOptions, completionOptions, type DecodeFlags } from "../options/decodeOptions";
import { addEngineOptions, type EngineFlags } from "../options/engineOptions";
import { wholeNumber } from "../options/parseNumber";
import { requestAt } from "../requestAt";
import { formatJson } from "../terminal/formatJson";
import { formatNumber } from "../terminal/formatNumber";
import { formatTable } from "../terminal/table";
import { withModel } from "../withModel";

interface NextBytesFlags extends EngineFlags, DecodeFlags {
  readonly top: number;
  readonly json?: true;
}

/** One byte that may come next. */
interface NextByte {
  /** 0..255, or "end" where the text ends. */
  readonly byte: number | "end";
  readonly probability: number;
}

/** `foretype next-bytes FILE:LINE:COLUMN`: what the model thinks of the byte at the cursor, whatever its tokens are. */
export function addNextBytesCommand(program: Command, host: CliHost): void {
  const command = program
    .command("next-bytes")
    .description("print the exact distribution of the next byte at a place in a file")
    .argument("<place>", "FILE:LINE:COLUMN, both counted from 1, as editors show them")
    .option("--top <n>", "how many bytes to print, the most probable first", wholeNumber(1), 10)
    .option("--json", "print JSON: all bytes with a probability above 0");
  addDecodeOptions(addEngineOptions(command)).action((place: string, flags: NextBytesFlags) =>
    nextBytes(place, flags, host),
  );
}

async function nextBytes(place: string, flags: NextBytesFlags, host: CliHost): Promise<void> {
  const request = await requestAt(place, "line", host.cwd);
  const distribution = await withModel(flags, host, (opened) => {
    const { model, vocabulary, format } = opened;
    const prompt = new Completer({ ...opened, clock: host.clock }).prepare(
      request,
      completionOptions(flags),
    );
    const bytes = new ByteModel({
      model,
      vocabulary,
      index: new TokenIndex(vocabulary),
      endTokens: findMarks(format, vocabulary).end,
    });
    return bytes.nextByteDistribution(prompt.tokens, prompt.plan.held);
  });
  const ranked = rank(distribution);
  if (flags.json === true) host.print(formatJson(ranked));
  else host.print(formatBytes(ranked.slice(0, flags.top)));
}

function rank(distribution: Float64Array): readonly NextByte[] {
  return Array.from(distribution.keys())
    .filter((byte) => at(distribution, byte) > 0)
    .sort((a, b) => at(distribution, b) - at(distribution, a))
    .map((byte) => ({
      byte: byte === END_OF_TEXT ? "end" : byte,
      probability: at(distribution, byte),
    }));
}

function formatBytes(bytes: readonly NextByte[]): string {
  return formatTable<NextByte>(
    [
      { title: "byte", align: "left", cell: ({ byte }) => nameOf(byte) },
      { title: "%", align: "right", cell: (row) => formatNumber(100 * row.probability, 2) },
    ],
    bytes,
  );
}

/** ASCII as it is typed in a string, other bytes in hexadecimal. */
function nameOf(byte: NextByte["byte"]): string {
  if (byte === "end") return "end of text";
  return byte < 0x80
    ? JSON.stringify(String.fromCharCode(byte))
    : `0x${byte.toString(16).toUpperCase()}`;
}

import type { HoleStart } from "../../core/model/fimFormat";
import type { OpenResult } from "../../protocol/engineApi";
import { escapeMarkdown } from "../markdown";
import type { WarmShare } from "../warm/firstSuggestions";
import { parametersInWords, shareInWords, sizeInWords } from "./amounts";

const holeStarts: Readonly<Record<HoleStart, string>> = {
  cursor: "the cursor",
  line: "the line's start",
  block: "the block's start",
  window: "the text's start",
};

/** What there is to say about the open model, as a Markdown table. */
export function modelTable(model: OpenResult, warm: WarmShare, isWarming: boolean): string {
  const { name, numParameters, memory, msPerToken, msPerPromptToken } = model;
  const exact = `${shareInWords(model.exactShare)} as in its file`;
  const hole = model.hasFim ? `, the hole starts at ${holeStarts[model.holeStart]}` : "";
  const rows: (readonly [name: string, value: string | undefined])[] = [
    ["Architecture", `${model.architecture}${hole}`],
    ["Weights", `${exact}, ${sizeInWords(memory.steady)} of memory, estimated`],
    [
      "In a short trial",
      `${msPerToken.toFixed(1)} ms a token, ${msPerPromptToken.toFixed(1)} ms one of a prompt`,
    ],
    ["Draft model", model.draft ?? model.draftProblem],
    ["Warm prompts", warmth(warm, isWarming)],
  ];
  const lines = rows.flatMap(([row, value]) =>
    value === undefined ? [] : [`| ${escapeMarkdown(row)} | ${escapeMarkdown(value)} |`],
  );
  const title = `${name} (${parametersInWords(numParameters)} parameters)`;
  return [`| Model | ${escapeMarkdown(title)} |`, "|:--|:--|", ...lines].join("\n");
}

function warmth({ numFirst, numWarm }: WarmShare, isWarming: boolean): string | undefined {
  const share =
    numFirst === 0
      ? []
      : [`${String(numWarm)} of ${String(numFirst)} first suggestions (${shareInWords(numWarm / numFirst)})`];
  const parts = [...share, ...(isWarming ? ["warming"] : [])];
  return parts.length === 0 ? undefined : parts.join(", ");
}

import type { HoleStart } from "../../core/model/fimFormat";
import type { OpenResult } from "../../protocol/engineApi";
import { escapeMarkdown } from "../markdown";
import type { Say } from "../say";
import type { WarmShare } from "../warm/firstSuggestions";
import { parametersInWords, shareInWords, sizeInWords } from "./amounts";

/** Architecture, and where the hole of a prompt starts. */
function builtAs({ architecture, hasFim, holeStart }: OpenResult, say: Say): string {
  if (!hasFim) return architecture;
  const values = { architecture };
  const told: Readonly<Record<HoleStart, string>> = {
    cursor: say("{architecture}, the hole starts at the cursor", values),
    line: say("{architecture}, the hole starts at the line's start", values),
    block: say("{architecture}, the hole starts at the block's start", values),
    window: say("{architecture}, the hole starts at the text's start", values),
  };
  return told[holeStart];
}

/** What there is to say about the open model, as a Markdown table. */
export function modelTable(
  model: OpenResult,
  { warm, isWarming }: { readonly warm: WarmShare; readonly isWarming: boolean },
  say: Say,
): string {
  const { name, numParameters, memory, msPerToken, msPerPromptToken } = model;
  const weights = { share: shareInWords(model.exactShare), size: sizeInWords(memory.steady) };
  const trial = { token: msPerToken.toFixed(1), prompt: msPerPromptToken.toFixed(1) };
  const rows: (readonly [name: string, value: string | undefined])[] = [
    [say("Architecture"), builtAs(model, say)],
    [say("Weights"), say("{share} as in its file, {size} of memory, estimated", weights)],
    [say("In a short trial"), say("{token} ms a token, {prompt} ms one of a prompt", trial)],
    [say("Draft model"), model.draft ?? model.draftProblem],
    [say("Warm prompts"), warmth(warm, isWarming, say)],
  ];
  const lines = rows.flatMap(([row, value]) =>
    value === undefined ? [] : [`| ${escapeMarkdown(row)} | ${escapeMarkdown(value)} |`],
  );
  const title = say("{name} ({n} parameters)", { name, n: parametersInWords(numParameters) });
  return [`| ${escapeMarkdown(say("Model"))} | ${escapeMarkdown(title)} |`, "|:--|:--|", ...lines].join("\n");
}

function warmth({ numFirst: n, numWarm }: WarmShare, isWarming: boolean, say: Say): string | undefined {
  const values = { warm: numWarm, n, share: shareInWords(numWarm / n) };
  const share = n === 0 ? [] : [say("{warm} of {n} first suggestions ({share})", values)];
  const parts = [...share, ...(isWarming ? [say("warming")] : [])];
  return parts.length === 0 ? undefined : parts.join(", ");
}

import type { PromptText } from "../core/complete/promptText";
import type { Say } from "./say";

/** Parts what is said of a prompt from the prompt itself, which is shown as it is. */
const rule = "─".repeat(72);

/** A prompt as a page: what it is, the prompt with its marks, and what the model was held to behind it. */
export function promptPageText(
  found: { readonly prompt: PromptText; readonly documentName: string } | undefined,
  say: Say,
): string {
  if (found === undefined) {
    return `${say("There is no prompt to show: nothing was asked of the model yet, or another window asked since.")}\n`;
  }
  const { prompt, documentName: name } = found;
  const values = { name, n: prompt.numTokens, context: prompt.numContextTokens };
  const heading = say(
    "The prompt of the last request in {name}: {n} tokens, {context} of them of text from elsewhere.",
    values,
  );
  const held =
    prompt.held === ""
      ? []
      : [rule, say("Behind it the model was held to what stood before the cursor:"), prompt.held];
  return [heading, rule, prompt.text, ...held, ""].join("\n");
}

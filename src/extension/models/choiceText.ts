import type { ModelDescription } from "../../core/model/modelDescription";
import type { Say } from "../say";
import { parametersInWords, sizeInWords } from "./amounts";
import type { ModelChoice } from "./modelChoices";
import { withoutIcons } from "../withoutIcons";

/** What is known of a model beyond its name: nothing yet, what the engine says, or why it cannot be used. */
export type Knowledge =
  | { readonly kind: "none" }
  | { readonly kind: "described"; readonly description: ModelDescription }
  | { readonly kind: "refused"; readonly sentence: string };

/** The lines of a quick pick about a model. */
export interface ChoiceText {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** Size, architecture, what it sees, memory and place of a model, as far as they are known. */
export function choiceText(
  choice: ModelChoice,
  known: Knowledge,
  { isCurrent, say }: { readonly isCurrent: boolean; readonly say: Say },
): ChoiceText {
  const name = withoutIcons(choice.name);
  const size = choice.bytes === undefined ? [] : [sizeInWords(choice.bytes)];
  return {
    label: isCurrent ? `$(check) ${name}` : name,
    description: facts(choice, known, say).join(" · "),
    detail: [...size, ...costs(choice, known, say), choice.place].join(" · "),
  };
}

function facts(choice: ModelChoice, known: Knowledge, say: Say): readonly string[] {
  if (known.kind === "described") {
    const { numParameters, architecture, hasFim, attention } = known.description;
    return [
      parametersInWords(numParameters),
      withoutIcons(architecture.replace(/ForCausalLM$/, "")),
      hasFim ? say("fills in the middle") : say("sees only what is before the cursor"),
      ...(attention === "chains" ? [say("drafts cost a pass for each branch")] : []),
    ];
  }
  if (choice.entry === undefined) return [];
  return [choice.entry.licence, withoutIcons(choice.entry.note)];
}

function costs({ kind }: ModelChoice, known: Knowledge, say: Say): readonly string[] {
  switch (known.kind) {
    case "described": {
      const { memory, isBuilt, builtBytes } = known.description;
      const disk = isBuilt ? [] : [say("{size} more on disk", { size: sizeInWords(builtBytes) })];
      return [say("{size} of memory", { size: sizeInWords(memory.steady) }), ...disk];
    }
    case "refused":
      return [`$(warning) ${withoutIcons(known.sentence)}`];
    case "none":
      return kind === "download" ? [] : ["..."];
    default:
      return known satisfies never;
  }
}

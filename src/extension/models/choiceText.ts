import type { ModelDescription } from "../../core/model/modelDescription";
import { parametersInWords, sizeInWords } from "./amounts";
import type { ModelChoice } from "./modelChoices";

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
export function choiceText(choice: ModelChoice, known: Knowledge, isCurrent: boolean): ChoiceText {
  const name = withoutIcons(choice.name);
  const size = choice.bytes === undefined ? [] : [sizeInWords(choice.bytes)];
  return {
    label: isCurrent ? `$(check) ${name}` : name,
    description: facts(choice, known).join(" · "),
    detail: [...size, ...costs(choice, known), choice.place].join(" · "),
  };
}

function facts(choice: ModelChoice, known: Knowledge): readonly string[] {
  if (known.kind === "described") {
    const { numParameters, architecture, hasFim, attention } = known.description;
    return [
      parametersInWords(numParameters),
      withoutIcons(architecture.replace(/ForCausalLM$/, "")),
      hasFim ? "fills in the middle" : "sees only what is before the cursor",
      ...(attention === "chains" ? ["drafts cost a pass for each branch"] : []),
    ];
  }
  if (choice.entry === undefined) return [];
  return [choice.entry.licence, withoutIcons(choice.entry.note)];
}

function costs({ kind }: ModelChoice, known: Knowledge): readonly string[] {
  switch (known.kind) {
    case "described": {
      const { memory, isBuilt, builtBytes } = known.description;
      const disk = isBuilt ? [] : [`${sizeInWords(builtBytes)} more on disk`];
      return [`${sizeInWords(memory.steady)} of memory`, ...disk];
    }
    case "refused":
      return [`$(warning) ${withoutIcons(known.sentence)}`];
    case "none":
      return kind === "download" ? [] : ["..."];
    default:
      return known satisfies never;
  }
}

/** A name can hold what a quick pick would draw as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "(");
}

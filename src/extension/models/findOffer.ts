import type { ModelDescription } from "../../core/model/modelDescription";
import {
  embeddedQuality,
  measuredQuality,
  type MeasuredQuality,
} from "../../core/model/measuredQuality";
import type { Say } from "../say";
import { sizeInWords } from "./amounts";
import type { ModelChoice } from "./modelChoices";

/** A model that would suggest better than the embedded one, and what is known of that. */
export interface Offer {
  readonly choice: ModelChoice;
  /** What it would bring, in a few words. */
  readonly gain: string;
  /** What it would cost, in a few words. */
  readonly cost: string;
}

/** A model that is hardly larger than the embedded one suggests hardly better. */
const fewestParameters = 50e6;

/** A larger file than this is too slow for who has not asked for it. */
const mostBytes = 3e9;

/** Most of the machine's memory. */
const memoryShare = 0.5;

/** A model that has not been read takes about so many bytes for each of its file, and so many beside. */
const memoryPerFileByte = 1.6;
const memoryBeside = 300e6;

/**
 * The model to offer to who has the embedded one: the best that is on this machine already, fills in the middle and fits its
 * memory, or else the first of the catalogue that would fit. Best is what was measured best, and else what is largest.
 */
export function findOffer(
  choices: readonly ModelChoice[],
  describe: (choice: ModelChoice) => ModelDescription | undefined,
  { totalBytes, say }: { readonly totalBytes: number; readonly say: Say },
): Offer | undefined {
  const mostMemory = memoryShare * totalBytes;
  const fitting = choices.flatMap((choice) => {
    const description = choice.kind === "found" ? describe(choice) : undefined;
    const fits =
      description?.hasFim === true &&
      description.numParameters >= fewestParameters &&
      description.fileBytes < mostBytes &&
      description.memory.steady < mostMemory;
    return fits ? [{ choice, description }] : [];
  });
  const best = fitting.sort((a, b) => worthOf(b) - worthOf(a))[0];
  if (best !== undefined) return offerOf(best.choice, best.description, say);
  for (const choice of choices) {
    if (choice.kind !== "download" || choice.bytes === undefined) continue;
    const steady = memoryPerFileByte * choice.bytes + memoryBeside;
    if (choice.bytes >= mostBytes || steady >= mostMemory) continue;
    return offerOf(choice, { memory: { steady }, builtBytes: 2 * choice.bytes }, say);
  }
  return undefined;
}

/** Measured models before others, each by its size where they are equal. */
function worthOf({
  choice,
  description,
}: {
  readonly choice: ModelChoice;
  readonly description: ModelDescription;
}): number {
  const quality = qualityOf(choice);
  return (quality === undefined ? 0 : 1e6 * quality.mid) + description.numParameters / 1e6;
}

function qualityOf({ name, reference }: ModelChoice): MeasuredQuality | undefined {
  return measuredQuality(name) ?? measuredQuality(reference);
}

function offerOf(
  choice: ModelChoice,
  { memory, builtBytes }: Pick<ModelDescription, "builtBytes"> & { readonly memory: { readonly steady: number } },
  say: Say,
): Offer {
  const quality = qualityOf(choice);
  const gain =
    quality === undefined
      ? say("larger, not measured")
      : say("exact in {share} inside a line, now {now}", {
          share: percent(quality.mid),
          now: percent(embeddedQuality.mid),
        });
  const cost = say("{memory} of memory, {disk} on disk", {
    memory: sizeInWords(memory.steady),
    disk: sizeInWords(builtBytes),
  });
  return { choice, gain, cost };
}

function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}

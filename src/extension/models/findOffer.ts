import type { ModelDescription } from "../../core/model/modelDescription";
import {
  embeddedQuality,
  measuredQuality,
  type MeasuredQuality,
} from "../../core/model/measuredQuality";
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
  totalBytes: number,
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
  if (best !== undefined) return offerOf(best.choice, best.description.memory.steady, best.description);
  for (const choice of choices) {
    if (choice.kind !== "download" || choice.bytes === undefined) continue;
    const memory = memoryPerFileByte * choice.bytes + memoryBeside;
    if (choice.bytes < mostBytes && memory < mostMemory) return offerOf(choice, memory, undefined);
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
  memory: number,
  description: ModelDescription | undefined,
): Offer {
  const quality = qualityOf(choice);
  const gain =
    quality === undefined
      ? "larger, not measured"
      : `exact in ${percent(quality.mid)} inside a line, now ${percent(embeddedQuality.mid)}`;
  const disk =
    choice.kind === "download" ? (choice.bytes ?? 0) * 2 : (description?.builtBytes ?? 0);
  const cost = `${sizeInWords(memory)} of memory, ${sizeInWords(disk)} on disk`;
  return { choice, gain, cost };
}

function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}

import { memoryOf } from "../../core/model/memoryOf";
import type { ModelDescription } from "../../core/model/modelDescription";
import type { Say } from "../say";
import { sizeInWords } from "./amounts";

/** How much of the free memory a model may take without a question. */
const unaskedShare = 0.5;

/**
 * What to ask before a model is loaded that takes much of the memory that is free; `undefined` where there is nothing to ask.
 *
 * @param freeBytes with what the model that is open now will give back
 */
export function memoryQuestion(
  name: string,
  description: Pick<ModelDescription, "memory" | "draft">,
  freeBytes: number,
  say: Say,
): string | undefined {
  const memory = memoryOf(description);
  const most = Math.max(memory.steady, memory.peak);
  if (most <= unaskedShare * freeBytes) return undefined;
  const need = say("{name} takes about {steady} of memory, and {peak} while it is loaded.", { name, steady: sizeInWords(memory.steady), peak: sizeInWords(memory.peak) });
  const have = say("{size} are free now.", { size: sizeInWords(freeBytes) });
  return most > freeBytes
    ? `${need} ${have} ${say("This machine may become very slow, or end the engine.")}`
    : `${need} ${have}`;
}

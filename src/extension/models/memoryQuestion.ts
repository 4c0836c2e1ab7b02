import { memoryOf } from "../../core/model/memoryOf";
import type { ModelDescription } from "../../core/model/modelDescription";
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
): string | undefined {
  const memory = memoryOf(description);
  const most = Math.max(memory.steady, memory.peak);
  if (most <= unaskedShare * freeBytes) return undefined;
  const need = `${name} takes about ${sizeInWords(memory.steady)} of memory, and ${sizeInWords(memory.peak)} while it is loaded.`;
  const have = `${sizeInWords(freeBytes)} are free now.`;
  return most > freeBytes
    ? `${need} ${have} This machine may become very slow, or end the engine.`
    : `${need} ${have}`;
}

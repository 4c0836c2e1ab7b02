import type { ModelDescription } from "./modelDescription";

/** What a model takes, with the one that drafts for it, which is loaded when the model runs. */
export function memoryOf({
  memory,
  draft,
}: Pick<ModelDescription, "memory" | "draft">): ModelDescription["memory"] {
  if (draft === undefined) return memory;
  return {
    steady: memory.steady + draft.memory.steady,
    peak: Math.max(memory.peak, memory.steady + draft.memory.peak),
  };
}

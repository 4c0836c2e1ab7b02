import { isObject } from "../isObject";

/** Helpers that tell what happens to a text before it merges, from the parts of a `tokenizer.json`. */

/** Whether bytes are spelt by the byte alphabet, and nothing is put in front of a text. */
export function hasByteLevel(preTokenizer: unknown): boolean {
  const steps = stepsOf(preTokenizer, "pretokenizers");
  return (
    steps.some((step) => step["type"] === "ByteLevel") &&
    steps.every((step) => step["add_prefix_space"] !== true)
  );
}

/**
 * Whether all that happens to text before it merges is that blanks become "▁" and one is put in front. It is written in two
 * ways: as a normaliser (older files), or as a pre-tokenizer that does not split.
 */
export function spellsBlanks(normalizer: unknown, preTokenizer: unknown): boolean {
  if (normalizer === null) {
    return (
      isObject(preTokenizer) &&
      preTokenizer["type"] === "Metaspace" &&
      preTokenizer["replacement"] === "▁" &&
      preTokenizer["split"] === false
    );
  }
  const steps = stepsOf(normalizer, "normalizers");
  const spells = (step: Record<string, unknown>): boolean =>
    step["type"] === "Replace" &&
    step["content"] === "▁" &&
    isObject(step["pattern"]) &&
    step["pattern"]["String"] === " ";
  return (
    (preTokenizer === null || splitsAtBlanks(preTokenizer)) &&
    steps.some(spells) &&
    steps.every((step) => step["type"] === "Prepend" || spells(step))
  );
}

/** Gemma's files split at blanks, of which there are none once they are spelt "▁". */
function splitsAtBlanks(step: unknown): boolean {
  return (
    isObject(step) &&
    step["type"] === "Split" &&
    isObject(step["pattern"]) &&
    step["pattern"]["String"] === " "
  );
}

/** The steps of a part that may be a sequence; none if it is something else. */
function stepsOf(part: unknown, name: string): readonly Record<string, unknown>[] {
  if (!isObject(part)) return [];
  if (part["type"] !== "Sequence") return [part];
  const steps: unknown = part[name];
  return Array.isArray(steps) && steps.every(isObject) ? steps : [];
}

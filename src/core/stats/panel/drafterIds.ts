/**
 * Who drafts, as the panel tells it apart: by kind, because the eleven drafters there are would be eleven words to learn.
 * `copy` repeats text, `recycling` reuses what the model nearly wrote, `pairs` follows tables of neighbours, `forced` knows the only
 * way on, `smallModel` is a smaller model.
 */
export type DrafterId = "copy" | "recycling" | "pairs" | "forced" | "smallModel" | "other";

/** In the order in which they are listed where they are equal. */
export const drafterIds: readonly DrafterId[] = [
  "copy",
  "recycling",
  "pairs",
  "forced",
  "smallModel",
  "other",
];

/** By the names that drafters have in statistics and traces. */
const kinds: Readonly<Record<string, DrafterId>> = {
  "suffix-automaton": "copy",
  "edit-pointer": "copy",
  accepted: "copy",
  workspace: "copy",
  "token-recycling": "recycling",
  "trigram-recycling": "recycling",
  "logit-ranks": "recycling",
  "prompt-n-grams": "pairs",
  lookahead: "pairs",
  "forced-tokens": "forced",
  "draft-model": "smallModel",
  "early-exit": "smallModel",
  "recursive-rejection": "smallModel",
  "recursive-rejection-distinct": "smallModel",
  "k-seq": "smallModel",
  "greedy-draft": "smallModel",
  block: "smallModel",
  traversal: "smallModel",
  "dynamic-tree": "smallModel",
};

/** The kind of a drafter; `other` for a name that nobody has told of. */
export function drafterIdOf(name: string): DrafterId {
  return Object.hasOwn(kinds, name) ? (kinds[name] ?? "other") : "other";
}

import type { Strategy } from "../decode/strategy";
import { ByteDrafter } from "./byteDrafter";
import type { EnsembleModel } from "./ensembleModel";

/** More than any token of text that a model is likely to write has bytes: a draft ends with a token. */
const maxDrafts = 15;

/**
 * Writing with two models. No strategy among others: it writes another text, and every request of it needs two prompts. So it is
 * not in their registry.
 */
export const byteEnsemble = {
  id: "byte-ensemble",
  title: "Byte ensemble",
  description:
    "Writes what two models of any vocabularies agree on, byte by byte. Another text than either's, and slower.",
  maxDrafts,
  maxDepth: maxDrafts,
  needs: "second-model",
} as const satisfies Omit<Strategy, "createDrafter">;

/** How a text of the two is decoded. */
export function strategyOver(model: EnsembleModel): Strategy {
  return { ...byteEnsemble, createDrafter: () => new ByteDrafter(model) };
}

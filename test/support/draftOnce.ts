import { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { Draft } from "../../src/core/draft/draft";
import type { Drafter } from "../../src/core/draft/drafter";
import { startingChance } from "../../src/core/draft/startingChance";

/** What a drafter drafts behind `root` with nothing known of its guesses; all that there is room for is taken. */
export async function draftOnce(
  drafter: Pick<Drafter, "draft">,
  root: number,
  limits: { readonly maxDrafts: number; readonly maxDepth: number },
): Promise<Draft> {
  const { maxDrafts, maxDepth } = limits;
  const builder = new DraftBuilder(root, { maxCandidates: maxDrafts, maxDepth }, startingChance);
  await drafter.draft(builder);
  return builder.build(() => maxDrafts);
}

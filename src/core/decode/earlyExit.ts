import { ForetypeError } from "../errors";
import { draftModel } from "./draftModel";
import type { Strategy } from "./strategy";

/**
 * Drafts with the model's own first layers and its own head: nothing has to be found or downloaded, and both write the same tokens. The
 * layers are held a second time, for a graph runs from its first to its last.
 *
 * A model that was not trained to be left early says little before its last layers, so how much this gains differs from model to
 * model; `foretype bench --early-exit` measures it.
 * Source: Elhoushi et al. 2024, arXiv:2404.16710; Zhang et al. 2023, arXiv:2309.08168.
 */
export const earlyExit: Strategy = {
  ...draftModel,
  id: "early-exit",
  title: "Early exit",
  description: "Drafts with the model's own first layers, as many as --early-exit says.",
  needs: "early-exit",
  createDrafter: (context) => {
    if (context.draft?.isEarlyExit === true) return draftModel.createDrafter(context);
    throw new ForetypeError(
      "user/bad-argument",
      'the strategy "early-exit" drafts with some layers of the model, and none are open for that; say how many with --early-exit, or choose another strategy',
    );
  },
};

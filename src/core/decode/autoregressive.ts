import { NoDraft } from "../draft/noDraft";
import type { Strategy } from "./strategy";

/** One pass for each token: what every other strategy is compared with, in its text and in its speed. */
export const autoregressive: Strategy = {
  id: "autoregressive",
  title: "Autoregressive",
  description: "One pass of the model for each token. The baseline that the others must equal.",
  maxDrafts: 0,
  maxDepth: 0,
  createDrafter: () => new NoDraft(),
};

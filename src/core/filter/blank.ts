import type { Filter } from "./filter";
import { dropped, kept } from "./filtered";

/** Blanks, line breaks, and what else leaves no mark on a screen: controls, joiners, fillers. */
const nothingToSee = /^[\s\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** Drops a text in which there is nothing to see: nobody could tell it from no suggestion. */
export const blank: Filter = {
  id: "blank",
  description: "Drops a text in which there is nothing to see.",
  apply: (text) => (nothingToSee.test(text) ? dropped : kept(text)),
};

import type { Filter } from "./filter";
import { kept, shortenedTo } from "./filtered";
import { firstBreak } from "./firstBreak";

/**
 * Cuts before the first closer that has nothing to close: what it would close is not open, or the suffix closes it. Brackets in
 * quotes and comments do not count. What a text leaves open stays: the content may come on the next lines.
 *
 * Worked example: of `x);` at `f(|)` the `x` stays.
 */
export const brackets: Filter = {
  id: "brackets",
  description: "Cuts before a bracket that closes nothing, or what is closed already.",
  apply: (text, place) => {
    const found = firstBreak(text, place);
    return found?.kind === "bracket" ? shortenedTo(text.slice(0, found.index)) : kept(text);
  },
};

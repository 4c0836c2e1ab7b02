import { extensionOf } from "../constrain/lexis";
import type { Filter } from "./filter";
import { kept, shortenedTo } from "./filtered";
import { firstBreak } from "./firstBreak";

/** Between tags an apostrophe is no quote, and `@"` may go on over a line's end: there a line's end proves nothing. */
const uncertain: ReadonlySet<string> = new Set(["js", "jsx", "tsx", "cs"]);

/**
 * Cuts before a quote that closes what the suffix closes, so that none is doubled. Where a line ends inside a quote that may not
 * go on, what was written into the quote stays if the cursor stood in it; else the whole line goes, since nothing after its quote
 * can be meant as it stands.
 *
 * Worked example: of `name"` at `f("|")` the `name` stays, and of `"` nothing.
 */
export const quotes: Filter = {
  id: "quotes",
  description: "Cuts before a quote that is there already, and a line that ends inside a quote.",
  apply: (text, place) => {
    const found = firstBreak(text, place);
    if (found?.kind === "quote") return shortenedTo(text.slice(0, found.index));
    if (found?.kind !== "lineEnd" || uncertain.has(extensionOf(place.path))) return kept(text);
    if (found.isOfCursor) return shortenedTo(text.slice(0, found.index));
    return shortenedTo(text.slice(0, Math.max(0, text.lastIndexOf("\n", found.index - 1))));
  },
};

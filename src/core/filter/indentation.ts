import { extensionOf } from "../constrain/lexis";
import { withoutDoubledIndent } from "./doubledIndent";
import type { Filter } from "./filter";
import { kept, shortenedTo } from "./filtered";
import { lineOfWrongBlanks } from "./lineOfWrongBlanks";
import { lineOutsideBlocks } from "./lineOutsideBlocks";

/** Where the indentation says which lines belong together. */
const offside: ReadonlySet<string> = new Set(["py", "pyi"]);

/**
 * Takes away blanks at the beginning that the cursor's line has already, and cuts before the first line that cannot stand as it is
 * indented: with the blank that the document does not use or, in Python, where no block is.
 */
export const indentation: Filter = {
  id: "indentation",
  description: "Takes away doubled indentation, and lines that are indented as nothing else is.",
  apply: (text, place) => {
    const mended = withoutDoubledIndent(text, place);
    const ends = [
      lineOfWrongBlanks(mended, place),
      offside.has(extensionOf(place.path)) ? lineOutsideBlocks(mended, place) : undefined,
    ];
    const end = Math.min(...ends.map((index) => index ?? mended.length));
    return mended.length === text.length && end === text.length
      ? kept(text)
      : shortenedTo(mended.slice(0, end));
  },
};

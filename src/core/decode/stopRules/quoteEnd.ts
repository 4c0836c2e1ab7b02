import type { Quote } from "../../constrain/lexis";
import { decodeUtf8, encodeUtf8 } from "../../tokens/utf8";
import type { StopRule } from "../stopRule";

/** Stops before what closes the quote that the cursor is in: where the document closes it already. */
export function quoteEnd(quote: Quote): StopRule {
  return {
    check: (text) => {
      const written = decodeUtf8(text);
      const end = closeIn(written, quote);
      return end === undefined
        ? undefined
        : { length: encodeUtf8(written.slice(0, end)).length, reason: "lineEnd" };
    },
  };
}

/**
 * Where a text that begins inside of a quote closes it, in UTF-16 units; `undefined` if it does not. Code inside of the quote may
 * hold quotes of its own.
 */
export function closeIn(text: string, quote: Quote): number | undefined {
  const { close, hasEscapes, interpolation } = quote;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (hasEscapes && text.charAt(index) === "\\") {
      index++;
    } else if (depth > 0) {
      if (text.charAt(index) === "{") depth++;
      if (text.charAt(index) === "}") depth--;
    } else if (interpolation !== undefined && text.startsWith(interpolation, index)) {
      depth = 1;
      index += interpolation.length - 1;
    } else if (text.startsWith(close, index)) {
      return index;
    }
  }
  return undefined;
}

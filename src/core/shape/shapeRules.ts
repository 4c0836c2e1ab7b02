import type { CompletionRequest } from "../complete/request";
import type { SyntaxParser, SyntaxSource } from "../constrain/syntaxPort";
import { commentEnd } from "../decode/stopRules/commentEnd";
import { closeIn, quoteEnd } from "../decode/stopRules/quoteEnd";
import { sentenceEnd } from "../decode/stopRules/sentenceEnd";
import { statementEnd } from "../decode/stopRules/statementEnd";
import type { StopRule } from "../decode/stopRule";
import { lineRestOf, lineStartOf } from "../constrain/textPlace";
import type { CursorPlace } from "./cursorPlace";
import type { PlaceReader } from "./placeReader";
import { statementCut, type CutText } from "./statementCut";

type ShapedRequest = Pick<CompletionRequest, "prefix" | "suffix" | "path" | "shape">;

/** What the place of a request says about the length of its text. */
export interface ShapeRules {
  /** Where decoding ends, besides where lines and blocks end. */
  readonly stopRules: readonly StopRule[];
  /** What is shown of a decoded text, after all that is trimmed from its end. */
  readonly cut: (text: string) => CutText;
}

/**
 * The rules for the place of a request: in code a block ends with its statement, as far as the language has a grammar; comments,
 * strings and prose each have an end of their own.
 *
 * @param request with "\n" as its only line end
 * @param parts `syntax`: left out where statements cannot be told
 */
export async function shapeRulesFor(
  request: ShapedRequest,
  parts: { readonly places: PlaceReader; readonly syntax?: SyntaxSource | undefined },
): Promise<ShapeRules> {
  const place = parts.places.at(request);
  if (place.kind !== "code") return { stopRules: placeEnds(request, place), cut: whole };
  const parser =
    request.shape === "block" ? await parts.syntax?.parserFor(request.path) : undefined;
  return parser === undefined ? { stopRules: [], cut: whole } : statementRules(request, parser);
}

function whole(text: string): CutText {
  return { text, tail: "" };
}

function statementRules(request: ShapedRequest, parser: SyntaxParser): ShapeRules {
  const cut = statementCut(request, parser);
  const lineStart = request.prefix.slice(lineStartOf(request));
  return { stopRules: [statementEnd(lineStart, (text) => cut(text).tail !== "")], cut };
}

function placeEnds(request: ShapedRequest, place: CursorPlace): readonly StopRule[] {
  switch (place.kind) {
    case "code":
      return [];
    case "comment":
      return [commentEnd(place)];
    case "string":
      // Where the document does not close it, the text may.
      return closeIn(lineRestOf(request), place.quote) === undefined ? [] : [quoteEnd(place.quote)];
    case "prose":
      return request.shape === "line"
        ? [sentenceEnd(request.prefix.slice(lineStartOf(request)))]
        : [];
  }
}

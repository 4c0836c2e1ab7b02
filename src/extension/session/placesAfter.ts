import { cursorLine, type TextAround } from "../documentContext";
import { insertionOf } from "../insertion";

/** The place behind a suggestion, once it has been accepted. */
export function placeAfter<Place extends TextAround>(place: Place, text: string): Place {
  const { numAfter } = insertionOf(text, place);
  return { ...place, prefix: place.prefix + text, suffix: place.suffix.slice(numAfter) };
}

/**
 * The place that Enter makes: as far indented as the line it ends. `undefined` in the middle of a line, at an empty one, and behind an
 * opener, where how far the next line is indented is the editor's affair.
 */
export function placeOnNextLine<Place extends TextAround>(place: Place): Place | undefined {
  const { before, after } = cursorLine(place);
  if (after !== "" || before.trim() === "" || /[{([:]\s*$/.test(before)) return undefined;
  const [indentation = ""] = /^[ \t]*/.exec(before) ?? [];
  return { ...place, prefix: `${place.prefix}\n${indentation}` };
}

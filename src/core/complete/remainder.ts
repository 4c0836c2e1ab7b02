import { Nesting } from "./nesting";
import type { SuggestionPlace } from "./suggestionPlace";

/** Closers on the cursor's line: editors add them to an opener, and who types one there types over it. */
const closers = /^[)\]}"'`]+$/;

/** What editors make of Enter between two brackets: the closer goes to a line of its own. */
const closersBelow = /^\n[ \t]*[)\]}]+$/;

/**
 * The rest of `text`, suggested at `origin`, when its beginning has come to stand before the cursor since; `undefined` if something
 * else has, or all of it. However it came there: typed, taken word by word or line by line, deleted and typed again.
 *
 * What the editor does by itself on the way does not count as something else. It closes what is opened: after `f` typed `(`, it makes
 * `f(|)`, and the rest is `x)`, which brings the bracket. It moves the closer down: of `{\n  f();\n}` typed up to the first line's end, it
 * makes `{\n  |\n}`, and the rest is `f();`, since the bracket is there. And it lets the closer be typed over.
 *
 * Law: the document with the rest in it is the document as it was, with the whole text in it.
 */
export function remainder(
  origin: SuggestionPlace,
  text: string,
  place: SuggestionPlace,
): string | undefined {
  if (place.documentId !== origin.documentId) return undefined;
  const numTyped = place.prefix.length - origin.prefix.length;
  if (numTyped < 0 || numTyped >= text.length) return undefined;
  if (!place.prefix.startsWith(origin.prefix)) return undefined;
  const typed = place.prefix.slice(origin.prefix.length);
  if (!text.startsWith(typed)) return undefined;
  const rest = text.slice(numTyped);
  const numAdded = place.suffix.length - origin.suffix.length;
  if (numAdded === 0) return place.suffix === origin.suffix ? rest : undefined;
  if (numAdded < 0) return isTypedOver(origin.suffix, place.suffix, typed) ? rest : undefined;
  if (!place.suffix.endsWith(origin.suffix)) return undefined;
  return restBefore(place.suffix.slice(0, numAdded), rest);
}

/** Whether two texts behind a cursor differ by closers at most, as the editor adds them and lets them be typed over. */
export function differByClosers(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  if (!longer.endsWith(shorter)) return false;
  const difference = longer.slice(0, longer.length - shorter.length);
  return difference === "" || closers.test(difference) || closersBelow.test(difference);
}

/** What is left of the rest where the editor has added closers behind the cursor. */
function restBefore(added: string, rest: string): string | undefined {
  if (!rest.endsWith(added)) return undefined;
  // On the cursor's line they are replaced by those of the rest, which only a rest of one line can do.
  if (closers.test(added)) return rest.includes("\n") ? undefined : rest;
  if (!closersBelow.test(added) || added.length === rest.length) return undefined;
  return rest.slice(0, -added.length);
}

/** Whether all that is gone behind the cursor are closers that stand before it now, and that nothing before them had opened. */
function isTypedOver(before: string, now: string, typed: string): boolean {
  if (!before.endsWith(now)) return false;
  const gone = before.slice(0, before.length - now.length);
  if (!closers.test(gone) || !typed.endsWith(gone)) return false;
  const nesting = new Nesting();
  for (const character of typed.slice(0, -gone.length)) nesting.add(character);
  return nesting.isClosed;
}

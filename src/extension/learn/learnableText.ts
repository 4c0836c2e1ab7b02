import { holdsPrivateKey } from "./secretFiles";

/** Some 700 lines. The engine indexes a text at once, and a request that comes then waits for it. */
const mostCodeUnits = 25_000;

/** A line longer than this was not typed: the file is minified or holds data. */
const longestLine = 1_000;

/**
 * What of a document is learnt: of a long one its beginning, in whole lines, with "\n" as the only line end.
 *
 * @returns `undefined` if nobody typed it or it holds a private key
 */
export function learnableText(text: string): string | undefined {
  const unified = text.replaceAll("\r\n", "\n");
  const end =
    unified.length <= mostCodeUnits ? unified.length : unified.lastIndexOf("\n", mostCodeUnits) + 1;
  const learnt = unified.slice(0, end);
  if (learnt.trim() === "" || holdsPrivateKey(learnt)) return undefined;
  return learnt.split("\n").some((line) => line.length > longestLine) ? undefined : learnt;
}

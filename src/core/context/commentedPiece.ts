import { commentStyleOf } from "../alternatives/commentStyle";
import type { ContextPiece } from "./contextPiece";

/**
 * A piece as comments of the language of the document that it stands in, for models that know no mark between files: its path, and its
 * lines below it.
 *
 * @param path of the document
 */
export function commentedPiece({ path: from, text }: ContextPiece, path: string): string {
  const { open, close } = commentStyleOf(path);
  return [from, ...text.trimEnd().split("\n")]
    .map((line) => {
      // A text that closes the comment would go on as code.
      const told = close === "" ? line : line.replaceAll(close, "");
      return `${`${open} ${told} ${close}`.trimEnd()}\n`;
    })
    .join("");
}

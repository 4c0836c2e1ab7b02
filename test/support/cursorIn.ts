import type { TextPlace } from "../../src/core/constrain/textPlace";

/** A place from a text in which `|` stands for the cursor. */
export function cursorIn(text: string, path = "file.ts"): TextPlace {
  const cursor = text.indexOf("|");
  return { prefix: text.slice(0, cursor), suffix: text.slice(cursor + 1), path };
}

import { RecentlyUsed } from "../recentlyUsed";
import { outlineOf, outlineText, type OutlineEntry } from "./outline";

/** A document, and the part of it that the model is shown. */
export interface ShownDocument {
  readonly path: string;
  readonly whole: { readonly prefix: string; readonly suffix: string };
  readonly window: { readonly prefix: string; readonly suffix: string };
}

/** The largest share of the room that imports may take: a long list of them says little. */
const importShare = 0.5;

/**
 * The imports and declarations of a document where its window does not reach, as code to stand in front of the window.
 *
 * What is above the window changes only when the window jumps, so the text stays while the user types.
 */
export class OwnOutline {
  /** Of the last requests. */
  readonly #texts = new RecentlyUsed<string>(4);

  /**
   * @param count how many tokens a text has
   * @returns whole lines; empty if there is nothing to show, or no room
   */
  textOf(
    { path, whole, window }: ShownDocument,
    maxTokens: number,
    count: (text: string) => number,
  ): string {
    const above = whole.prefix.slice(0, whole.prefix.length - window.prefix.length);
    const below = behindLine(whole.suffix, window.suffix.length);
    if (maxTokens <= 0 || (above === "" && below === "")) return "";
    const key = [path, maxTokens, above, below].join("\n");
    return this.#texts.get(key, () =>
      fitOutline(path, outlineOf(path, above), outlineOf(path, below, true), (text) => {
        const numTokens = count(text);
        return numTokens / maxTokens;
      }),
    );
  }
}

/**
 * The imports, then the declarations nearest to the window, as far as there is room, in the order of the document.
 *
 * @param fill which share of the room a text takes
 */
function fitOutline(
  path: string,
  above: readonly OutlineEntry[],
  below: readonly OutlineEntry[],
  fill: (text: string) => number,
): string {
  const isImport = ({ kind }: OutlineEntry): boolean => kind === "import";
  const isDeclaration = (entry: OutlineEntry): boolean => !isImport(entry);
  let shown: readonly OutlineEntry[] = [];
  let text = "";
  const take = (entries: readonly OutlineEntry[], most: number): void => {
    for (const entry of entries) {
      const more = [...above, ...below].filter((one) => one === entry || shown.includes(one));
      const longer = outlineText(path, more);
      if (fill(longer) > most) return;
      shown = more;
      text = longer;
    }
  };
  take(above.filter(isImport), importShare);
  take([...above.filter(isDeclaration).reverse(), ...below.filter(isDeclaration)], 1);
  return text;
}

/** What follows the first `length` units of a text, from where a line begins. */
function behindLine(text: string, length: number): string {
  if (length === 0 || text.charAt(length - 1) === "\n")
    return length === 0 ? "" : text.slice(length);
  const lineEnd = text.indexOf("\n", length);
  return lineEnd < 0 ? "" : text.slice(lineEnd + 1);
}

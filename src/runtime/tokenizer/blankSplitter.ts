/** A part of a text: an added token, or what stands between two. */
export interface Section {
  readonly text: string;
  readonly token: number | undefined;
}

/**
 * Splits added tokens of blanks out of a text, before anything else looks at it: the first that begins, and of those the longest.
 */
export class BlankSplitter {
  readonly #blanks: ReadonlyMap<string, number>;
  readonly #pattern: RegExp | undefined;

  /** @param blanks ids by content; blanks only, so nothing needs escaping */
  constructor(blanks: ReadonlyMap<string, number>) {
    this.#blanks = blanks;
    if (blanks.size === 0) return;
    const longestFirst = [...blanks.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.join("|"), "g");
  }

  /** The sections of `text` in order, none of them empty. */
  split(text: string): readonly Section[] {
    if (this.#pattern === undefined) return [{ text, token: undefined }];
    const sections: Section[] = [];
    let start = 0;
    for (const { 0: blank, index } of text.matchAll(this.#pattern)) {
      if (index > start) sections.push({ text: text.slice(start, index), token: undefined });
      sections.push({ text: blank, token: this.#blanks.get(blank) });
      start = index + blank.length;
    }
    if (start < text.length) sections.push({ text: text.slice(start), token: undefined });
    return sections;
  }
}

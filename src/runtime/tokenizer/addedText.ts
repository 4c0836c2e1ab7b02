/** A part of a text: an added token, or what stands between two. */
export interface Section {
  readonly text: string;
  readonly token: number | undefined;
}

/** Elements of HTML that some vocabularies have as added tokens, in angle brackets like marks, though they are text. */
const htmlTag =
  /^<\/?(?:table|caption|thead|tbody|tfoot|tr|th|td|h[1-6]|blockquote|strong|em|b|i|u|s|sub|sup|code)>$/;

/**
 * Whether an added token is a stretch of text that is always written as this token, and no mark: blanks, as some vocabularies
 * store long indentation so, a single character that the other tokens cannot spell, or an HTML tag.
 */
export function isAddedText(content: string): boolean {
  return /^\s+$/.test(content) || /^\P{C}$/u.test(content) || htmlTag.test(content);
}

/**
 * Splits added tokens that are text out of a text, before anything else looks at it: the first that begins, and of those the
 * longest.
 */
export class AddedText {
  readonly #tokens: ReadonlyMap<string, number>;
  readonly #pattern: RegExp | undefined;
  /** Each two neighbouring UTF-16 units inside an added token. */
  readonly #insides = new Set<string>();

  /** @param tokens ids by content */
  constructor(tokens: ReadonlyMap<string, number>) {
    this.#tokens = tokens;
    if (tokens.size === 0) return;
    const longestFirst = [...tokens.keys()].sort((a, b) => b.length - a.length);
    const escaped = longestFirst.map((content) => content.replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&"));
    this.#pattern = new RegExp(escaped.join("|"), "g");
    for (const content of longestFirst) {
      for (let i = 1; i < content.length; i++) this.#insides.add(content.slice(i - 1, i + 1));
    }
  }

  get isEmpty(): boolean {
    return this.#pattern === undefined;
  }

  has(content: string): boolean {
    return this.#tokens.has(content);
  }

  /** Whether an added token can hold both of two neighbouring UTF-16 units: then text may not be cut between them. */
  joins(before: string, after: string): boolean {
    return this.#insides.has(before + after);
  }

  /** The sections of `text` in order, none of them empty. */
  split(text: string): readonly Section[] {
    if (this.#pattern === undefined) return [{ text, token: undefined }];
    const sections: Section[] = [];
    let start = 0;
    for (const { 0: content, index } of text.matchAll(this.#pattern)) {
      if (index > start) sections.push({ text: text.slice(start, index), token: undefined });
      sections.push({ text: content, token: this.#tokens.get(content) });
      start = index + content.length;
    }
    if (start < text.length) sections.push({ text: text.slice(start), token: undefined });
    return sections;
  }
}

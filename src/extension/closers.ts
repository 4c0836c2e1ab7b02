/** The part of the text right of the cursor that a completion brings itself. Counts in UTF-16 code units. */
export interface Overlap {
  /** Where in the completion it begins. */
  readonly from: number;
  /** How much of the text right of the cursor it is. */
  readonly length: number;
}

/**
 * The closers right of the cursor that a completion brings itself, so that they need not be there twice: `a, b);` before `)`
 * brings the `)`, and `of list) {` does too. A closer whose opener is in the completion is its own affair: `f()` before `)`
 * brings none. What follows a closer, as the `;` in `);`, goes with it if the completion goes on likewise. A completion of
 * several lines brings none.
 */
export function overlapOf(completion: string, lineAfter: string): Overlap {
  const none = { from: completion.length, length: 0 };
  if (completion.includes("\n")) return none;
  return overlapAtEnd(completion, lineAfter) ?? overlapOfClosers(completion, lineAfter) ?? none;
}

/** Whatever both end and begin with. */
function overlapAtEnd(completion: string, lineAfter: string): Overlap | undefined {
  for (let length = Math.min(completion.length, lineAfter.length); length > 0; length--) {
    if (!completion.endsWith(lineAfter.slice(0, length))) continue;
    const from = completion.length - length;
    const nesting = new Nesting();
    for (const character of completion.slice(0, from)) nesting.add(character);
    if (nesting.isClosed) return { from, length };
  }
  return undefined;
}

/** Closers anywhere in the completion, in their order. */
function overlapOfClosers(completion: string, lineAfter: string): Overlap | undefined {
  const nesting = new Nesting();
  let from: number | undefined;
  let length = 0;
  for (let index = 0; index < completion.length; index++) {
    const character = completion.charAt(index);
    const isNext = nesting.isClosed && character === lineAfter.charAt(length);
    const follows =
      from !== undefined && lineAfter.charAt(length - 1) === completion.charAt(index - 1);
    if (isNext && (follows || /[)\]}"'`]/.test(character))) {
      from ??= index;
      length++;
    } else {
      nesting.add(character);
    }
  }
  return from === undefined ? undefined : { from, length };
}

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What a text has opened and not closed. A quote counts as closed by the next one of its kind. */
class Nesting {
  readonly #closers: string[] = [];
  #quote: string | undefined;

  get isClosed(): boolean {
    return this.#quote === undefined && this.#closers.length === 0;
  }

  add(character: string): void {
    if (this.#quote !== undefined) {
      if (character === this.#quote) this.#quote = undefined;
    } else if (`"'\``.includes(character)) {
      this.#quote = character;
    } else if (character === this.#closers.at(-1)) {
      this.#closers.pop();
    } else {
      const closer = closerOf[character];
      if (closer !== undefined) this.#closers.push(closer);
    }
  }
}

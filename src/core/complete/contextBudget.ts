/** The part of a document that the prompt shows. */
export interface PromptContext {
  /** Ends at the cursor. */
  readonly prefix: string;
  /** Begins at the cursor. */
  readonly suffix: string;
}

/** How many tokens a text has. */
type TokenCounter = (text: string) => number;

/** How many tokens a text before the cursor has in the prompt, and one after it. */
export interface TokenCounters {
  readonly prefix: TokenCounter;
  readonly suffix: TokenCounter;
}

/** The suffix's largest share of the budget: what follows the cursor helps less than what leads to it. */
const suffixShare = 0.25;

/** More characters than this a token of code hardly ever has, so longer text is cut before anything is tokenised. */
const maxUnitsPerToken = 8;

/** Characters of an average token of code. */
const meanUnitsPerToken = 3.5;

/**
 * Which part of prefix and suffix fits into `maxTokens`. The suffix gets a quarter at most and the prefix the rest.
 *
 * Both ends stay put while the user types, so that the model's cache survives. The suffix starts at the cursor, and its end
 * depends on its own text alone. The prefix starts at a line start near one of the places that divide the document into
 * stretches of a quarter of the budget; typing moves it only when the budget is exceeded, and then by a whole stretch.
 * Where a line is longer than that (minified code), windows are cut inside it, though never inside a surrogate pair.
 */
export function fitContext(
  whole: PromptContext,
  maxTokens: number,
  count: TokenCounters,
): PromptContext {
  const suffix = fitSuffix(whole.suffix, Math.floor(maxTokens * suffixShare), count.suffix);
  const maxPrefixTokens = maxTokens - count.suffix(suffix);
  const stretch = Math.max(1, Math.floor((maxTokens * meanUnitsPerToken) / 4));
  return { prefix: fitPrefix(whole.prefix, maxPrefixTokens, stretch, count.prefix), suffix };
}

/** The longest run of whole lines at the start of `suffix` that was found to fit, or part of its first line. */
function fitSuffix(suffix: string, maxTokens: number, countTokens: TokenCounter): string {
  let length = suffix.length;
  for (let fitting = Math.min(length, maxTokens * maxUnitsPerToken); ;) {
    if (fitting < length) length = lineEndBefore(suffix, fitting);
    const window = suffix.slice(0, length);
    const numTokens = countTokens(window);
    if (numTokens <= maxTokens) return window;
    // At least one unit less each time, so this ends.
    fitting = Math.min(length - 1, Math.floor((length * maxTokens) / numTokens));
  }
}

/** The last line end in the second half of the first `length` units of `text`, or `length` itself. */
function lineEndBefore(text: string, length: number): number {
  const lineEnd = text.lastIndexOf("\n", length - 1) + 1;
  return lineEnd > length / 2 ? lineEnd : characterStart(text, length);
}

/** The longest window that fits and starts at a division of the document into stretches. */
function fitPrefix(
  prefix: string,
  maxTokens: number,
  stretch: number,
  countTokens: TokenCounter,
): string {
  let window = "";
  let numTokens = 0;
  const earliest = prefix.length - maxTokens * maxUnitsPerToken;
  for (let index = Math.floor(prefix.length / stretch); index >= 0; index--) {
    const start = windowStart(prefix, index, stretch);
    if (start < earliest) break;
    const longer = prefix.slice(start);
    const numLonger = countTokens(longer);
    if (numLonger > maxTokens) break;
    window = longer;
    numTokens = numLonger;
  }
  // Text with many tokens a character needs finer divisions: with these, more than half of the budget would be lost.
  const isPoor = window.length < prefix.length && numTokens < maxTokens / 2;
  return isPoor && stretch > 1
    ? fitPrefix(prefix, maxTokens, Math.floor(stretch / 4) || 1, countTokens)
    : window;
}

/** The first line start of a stretch, or its first character if no line starts in it. */
function windowStart(text: string, index: number, stretch: number): number {
  const start = index * stretch;
  if (start === 0) return 0;
  const lineStart = text.indexOf("\n", start - 1) + 1;
  return lineStart > 0 && lineStart < start + stretch ? lineStart : characterStart(text, start);
}

/** `index`, or the unit before it if `index` is inside a surrogate pair. */
function characterStart(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}

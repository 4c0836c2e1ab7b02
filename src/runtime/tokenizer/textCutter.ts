import { unicodeExpression } from "./unicodeExpression";

/** How the `ByteLevel` step cuts where it is told to use its own expression (Radford et al. 2019, GPT-2). */
const byteLevelCuts =
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** Cuts text into pretokens, all of which together are the text. */
export type CutText = (text: string) => readonly string[];

type Step = Readonly<Record<string, unknown>>;

/**
 * Cuts text as the `pre_tokenizer` of a `tokenizer.json` does, but leaves the pieces as text, where such files go on to spell each
 * byte by a character of its own. Each step cuts the pieces of the one before where its expression matches: matches are
 * pieces, and so is what stands between them.
 *
 * @param preTokenizer of a byte-level file: steps that split, and a `ByteLevel` step
 * @returns the name of a step that is not known or cannot be done, instead
 */
export function textCutter(preTokenizer: object | null): CutText | { readonly unknown: string } {
  const cuts: RegExp[] = [];
  for (const step of stepsOf(preTokenizer)) {
    const source = expressionOf(step);
    if (source === null) continue;
    const expression = source === undefined ? undefined : unicodeExpression(source);
    if (expression === undefined) return { unknown: describe(step) };
    cuts.push(expression);
  }
  return (text) => {
    if (text === "") return [];
    let pieces: readonly string[] = [text];
    for (const cut of cuts) {
      const [whole] = pieces;
      pieces =
        pieces.length === 1 && whole !== undefined
          ? cutBy(cut, whole)
          : pieces.flatMap((piece) => cutBy(cut, piece));
    }
    return pieces;
  };
}

/** The expression by which a step cuts; `null` if it does not cut, `undefined` if it does what is not known here. */
function expressionOf(step: Step): string | null | undefined {
  switch (step["type"]) {
    case "ByteLevel":
      return step["use_regex"] === false ? null : byteLevelCuts;
    case "Digits":
      return step["individual_digits"] === true ? "\\p{N}" : "\\p{N}+";
    case "Punctuation": {
      const sign = "[!-/:-@\\[-`{-~\\p{P}]";
      const behavior = step["behavior"] ?? "Isolated";
      return behavior === "Isolated" ? sign : behavior === "Contiguous" ? `${sign}+` : undefined;
    }
    case "Split": {
      // Keeping matches and dropping the rest is the same where expressions match everything, and we drop no text.
      const keepsMatches = step["behavior"] === "Removed" && step["invert"] === true;
      const isolates = step["behavior"] === "Isolated" && step["invert"] !== true;
      return keepsMatches || isolates ? patternOf(step["pattern"]) : undefined;
    }
    default:
      return undefined;
  }
}

function patternOf(pattern: unknown): string | undefined {
  if (!isStep(pattern)) return undefined;
  const { Regex: expression, String: text } = pattern;
  if (typeof expression === "string") return expression;
  return typeof text === "string" ? text.replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&") : undefined;
}

function cutBy(expression: RegExp, text: string): readonly string[] {
  const matches = text.match(expression);
  if (matches === null) return [text];
  let numUnits = 0;
  for (const match of matches) numUnits += match.length;
  // Most expressions match everything, and then this is all.
  if (numUnits === text.length && !matches.includes("")) return matches;
  const pieces: string[] = [];
  let start = 0;
  for (const { 0: match, index } of text.matchAll(expression)) {
    if (match === "") continue;
    if (index > start) pieces.push(text.slice(start, index));
    pieces.push(match);
    start = index + match.length;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

function describe(step: Step): string {
  const { type, behavior } = step;
  const names = [type, behavior].filter((name) => typeof name === "string");
  return names.length === 0 ? "without a name" : names.join(" ");
}

/** The steps of a pre-tokenizer, sequences within sequences in order. */
function stepsOf(preTokenizer: unknown): readonly Step[] {
  if (!isStep(preTokenizer)) return [];
  if (preTokenizer["type"] !== "Sequence") return [preTokenizer];
  const steps = preTokenizer["pretokenizers"];
  return Array.isArray(steps) ? steps.flatMap(stepsOf) : [];
}

function isStep(value: unknown): value is Step {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

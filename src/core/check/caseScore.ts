import { comparedText, type CompletionCase } from "./completionCase";
import { editSimilarity } from "../alternatives/editSimilarity";

/** How a completion compares with what the author wrote. Trailing blanks of lines and of the text do not count. */
export interface CaseScore {
  readonly isExact: boolean;
  /** 0..1, see `editSimilarity`. */
  readonly similarity: number;
  readonly isEmpty: boolean;
  /** Characters of the suggestion. */
  readonly numCharacters: number;
  /** Characters of the suggestion before the first that differs from the expected text. */
  readonly numKeptCharacters: number;
}

/** Scores a completion, of which `line` and `mid` cases compare the first line only. */
export function scoreCase(completionCase: CompletionCase, completion: string): CaseScore {
  const text = withoutTrailingBlanks(comparedText(completionCase.kind, completion));
  const expected = withoutTrailingBlanks(
    comparedText(completionCase.kind, completionCase.expected),
  );
  const characters = Array.from(text);
  return {
    isExact: text === expected,
    similarity: editSimilarity(text, expected),
    isEmpty: text === "",
    numCharacters: characters.length,
    numKeptCharacters: commonPrefixLength(characters, Array.from(expected)),
  };
}

function withoutTrailingBlanks(text: string): string {
  return text.replace(/[ \t\r]+$/gm, "").trimEnd();
}

function commonPrefixLength(a: readonly string[], b: readonly string[]): number {
  const length = a.findIndex((char, index) => char !== b[index]);
  return length === -1 ? a.length : length;
}

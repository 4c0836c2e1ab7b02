/** What may be written at the cursor, as a question about the text. Pure: the same text always gets the same answer. */
export interface TextRule {
  /**
   * Whether a suggestion may begin with `text`. If it may not, it may not begin with anything longer either; if it may, there
   * is a way to go on.
   */
  admits(text: string): boolean;
  /** Whether a suggestion that may begin with `text` may be no more than that. Nothing at all may always be suggested. */
  mayEnd(text: string): boolean;
}

/** Whether a suggestion may be all of `text`. */
export function isWhole(rule: TextRule, text: string): boolean {
  return text === "" || (rule.admits(text) && rule.mayEnd(text));
}

/**
 * What two texts share when the user would see no difference worth choosing between: the text without its blanks and line
 * breaks.
 */
export function candidateName(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

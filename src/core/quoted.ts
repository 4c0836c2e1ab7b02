const longestShown = 80;

/** A text out of a file, fit to stand in a sentence: in quotes, on one line, and not too long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}...` : text);
}

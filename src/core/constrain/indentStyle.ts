/** How a document is indented. */
export interface IndentStyle {
  /** `undefined` if nothing is indented. */
  readonly character: " " | "\t" | undefined;
  /** Blanks of one step; `undefined` for tabs, and where the lines do not agree. */
  readonly unit: number | undefined;
}

/** Steps that documents use. */
const units = [8, 4, 3, 2];

/** Fewer indented lines say nothing about the step. */
const minLines = 3;

/** Share of lines that are a multiple of the step, in documents that keep to one. */
const minShare = 0.95;

/** Reads the style from the lines of a document. Lines of comment blocks do not count: their star is moved by one. */
export function indentStyleOf(text: string): IndentStyle {
  let numTabs = 0;
  const widths: number[] = [];
  for (const [, blanks = ""] of text.matchAll(/^([ \t]+)[^ \t\n*]/gm)) {
    if (blanks.includes("\t")) numTabs++;
    else widths.push(blanks.length);
  }
  if (numTabs === 0 && widths.length === 0) return { character: undefined, unit: undefined };
  if (numTabs > widths.length) return { character: "\t", unit: undefined };
  const share = (unit: number): number =>
    widths.filter((width) => width % unit === 0).length / widths.length;
  const unit =
    widths.length < minLines ? undefined : units.find((candidate) => share(candidate) >= minShare);
  return { character: " ", unit };
}

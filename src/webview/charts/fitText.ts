import type { LabelFont, TextWidth } from "../dom/textWidth";

/** The longest beginning of a text that fits, with an ellipsis if it is not the whole. */
export function fitText(
  text: string,
  width: number,
  textWidth: TextWidth,
  font: LabelFont = "label",
): string {
  if (textWidth(text, font) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1) {
    characters.pop();
    const cut = `${characters.join("").trimEnd()}…`;
    if (textWidth(cut, font) <= width) return cut;
  }
  return "…";
}

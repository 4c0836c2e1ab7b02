/** Which of the panel's fonts: that of labels, their bold, or that of code. */
export type LabelFont = "label" | "strong" | "code";

/** Widths of text, in pixels, at the size of labels. */
export type TextWidth = (text: string, font?: LabelFont) => number;

/**
 * Measures with the fonts that `root` has now. Make a new one where they may have changed.
 *
 * A canvas measures without laying anything out.
 */
export function textWidthIn(root: Element): TextWidth {
  const context = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(root);
  const code = style.getPropertyValue("--code-font") || "monospace";
  const fonts: Readonly<Record<LabelFont, string>> = {
    label: `11px ${style.fontFamily}`,
    strong: `600 11px ${style.fontFamily}`,
    code: `11px ${code}`,
  };
  return (text, font = "label") => {
    // A browser without a canvas has no pixels either; half of the size is an average letter.
    if (context === null) return text.length * 5.5;
    context.font = fonts[font];
    return context.measureText(text).width;
  };
}

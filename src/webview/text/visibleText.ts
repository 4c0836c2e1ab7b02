/** How text that is not ours is made fit to be seen. */
export interface Visible {
  /** Most characters; what is longer ends in an ellipsis. */
  readonly most?: number;
}

/**
 * A token's text with every character visible: line breaks, tabs and control characters as glyphs, marks that would turn the
 * reading direction by their numbers, and half characters as U+FFFD.
 *
 * @example visibleText("a\n\u202Eb") // "a⏎[U+202E]b"
 */
export function visibleText(text: string, { most = Infinity }: Visible = {}): string {
  const characters = Array.from(text.replaceAll("\r\n", "\n").slice(0, 8 * Math.min(most, 1000)));
  const cut = characters.length > most || text.length > 8000;
  return characters.slice(0, most).map(glyphOf).join("") + (cut ? "…" : "");
}

/** The same for a label: without the spaces around it, unless it has nothing else. */
export function labelText(text: string, most = 40): string {
  const visible = visibleText(text.replaceAll(/^[ \t]+|[ \t]+$/g, ""), { most });
  return visible === "" ? "␣" : visible;
}

function glyphOf(character: string): string {
  if (character === "\n") return "⏎";
  if (character === "\t") return "⇥";
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  if (/\p{Surrogate}/u.test(character)) return "\u{FFFD}";
  // Format characters, other controls, and the two separators that break lines.
  if (/[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u.test(character)) {
    return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }
  return character;
}

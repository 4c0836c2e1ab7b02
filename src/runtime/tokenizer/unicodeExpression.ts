/** White_Space of the Unicode Standard. ECMAScript's `\s` has U+FEFF too, which begins many files, and lacks U+0085. */
const whiteSpace =
  "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** What tokenizers' files write and ECMAScript does not, outside and inside square brackets. */
const classes: Readonly<
  Record<string, { readonly alone: string; readonly inside: string | undefined }>
> = {
  s: { alone: `[${whiteSpace}]`, inside: whiteSpace },
  S: { alone: `[^${whiteSpace}]`, inside: undefined },
  d: { alone: "\\p{Nd}", inside: "\\p{Nd}" },
  D: { alone: "\\P{Nd}", inside: "\\P{Nd}" },
};

/** Escapes that mean the same in both. */
const kept = /^[rntfv0xupP^$\\.*+?()[\]{}|/-]$/;

/**
 * A regular expression of a tokenizer's file, which is written for Oniguruma or Rust, as one of ECMAScript that matches the same.
 *
 * @returns `undefined` if it has something that has no counterpart here
 */
export function unicodeExpression(source: string): RegExp | undefined {
  let translated = "";
  let isInside = false;
  /** For each open group whether its letters stand for both cases. */
  const groups = [false];
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    const ignoresCase = groups[groups.length - 1] === true;
    if (character === "\\") {
      const escaped = source.charAt(++i);
      const found = classes[escaped];
      if (found !== undefined) {
        const text = isInside ? found.inside : found.alone;
        if (text === undefined) return undefined;
        translated += text;
      } else if (escaped === "-" && !isInside) {
        translated += escaped;
      } else if (kept.test(escaped)) {
        translated += character + escaped;
      } else if (/[a-z0-9]/i.test(escaped)) {
        return undefined;
      } else {
        translated += escaped;
      }
      // The name of a property has letters that are none of the text.
      if (/[pP]/.test(escaped)) {
        const end = source.indexOf("}", i);
        translated += source.slice(i + 1, end + 1);
        i = Math.max(i, end);
      }
      continue;
    }
    if (isInside) {
      if (character === "]") isInside = false;
      // A range of both cases would be two ranges.
      if (ignoresCase && character === "-") return undefined;
      translated += ignoresCase ? bothCases(character) : character;
      continue;
    }
    if (character === "[") isInside = true;
    if (character === ")") groups.pop();
    if (source.startsWith("(?i:", i)) {
      groups.push(true);
      translated += "(?:";
      i += 3;
      continue;
    }
    if (character === "(") groups.push(ignoresCase);
    const both = ignoresCase ? bothCases(character) : character;
    translated += both.length > 1 ? `[${both}]` : both;
  }
  try {
    return new RegExp(translated, "gu");
  } catch {
    return undefined;
  }
}

function bothCases(character: string): string {
  return /[a-z]/i.test(character) ? character.toLowerCase() + character.toUpperCase() : character;
}

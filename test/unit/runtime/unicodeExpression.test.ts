import { describe, expect, it } from "vitest";
import { unicodeExpression } from "../../../src/runtime/tokenizer/unicodeExpression";

const matches = (source: string, text: string): readonly string[] | null => {
  const expression = unicodeExpression(source);
  if (expression === undefined) throw new Error(`${source} has no counterpart`);
  return text.match(expression);
};

describe("unicodeExpression", () => {
  it.each([
    ["\\s+", "a \u0085\u3000b\ufeffc", [" \u0085\u3000"]], // a byte order mark is no blank, a next line is
    ["[^\\s]+", " \ufeff \u0085x", ["\ufeff", "x"]],
    ["\\S+", "a\u0085\ufeffb", ["a", "\ufeffb"]],
    ["\\d", "1٣½a", ["1", "٣"]],
    ["[\\d]", "1٣½", ["1", "٣"]],
    ["(?i:'ll|[sd])x", "'LLx 'lLx Sx dx lx", ["'LLx", "'lLx", "Sx", "dx"]],
    ["(?i:a)b|c", "AB Ab c C", ["Ab", "c"]],
    ["(?i:\\p{Lu}x)", "AX ax", ["AX"]],
    ["[\\-a]\\-", "-- a- b-", ["--", "a-"]],
    ['\\"\\!', '"! !"', ['"!']],
    ["\\p{N}{1,3}", "12345", ["123", "45"]],
    ["[\\p{L}\\p{M}]+", "e\u0301 x", ["e\u0301", "x"]],
  ])("matches with %s", (source, text, expected) => {
    expect(matches(source, text)).toEqual(expected);
  });

  it.each(["\\w+", "\\bx", "[\\S]", "(?i:[a-z])", "x?+", "(", "\\p{Nonsense}"])(
    "has no counterpart of %s",
    (source) => {
      expect(unicodeExpression(source)).toBeUndefined();
    },
  );
});

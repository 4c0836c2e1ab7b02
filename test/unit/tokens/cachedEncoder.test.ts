import { describe, expect, it } from "vitest";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import type { Vocabulary } from "../../../src/core/tokens/vocabulary";
import { ToyVocabulary } from "../../support/toyVocabulary";

class CountingVocabulary extends ToyVocabulary implements Vocabulary {
  numUnits = 0;

  override encode(text: string): Int32Array {
    this.numUnits += text.length;
    return super.encode(text);
  }
}

const line = "  const fooCount = countAll(foo);\n";

describe("CachedEncoder", () => {
  it.each(["", "a", "\n\n\n", line.repeat(5), `${line}  don't('x');\n\n${line}é日本\n    return`])(
    "encodes %j as the vocabulary does",
    (text) => {
      const vocabulary = new ToyVocabulary();
      expect(new CachedEncoder(vocabulary).encode(text)).toEqual(vocabulary.encode(text));
    },
  );

  it("cuts no text where some token may reach across a word's end", () => {
    class Joining extends ToyVocabulary {
      readonly pieces: string[] = [];
      override encode(text: string): Int32Array {
        this.pieces.push(text);
        return super.encode(text);
      }
      joins(before: string, after: string): boolean {
        return before + after === "1>";
      }
    }
    const vocabulary = new Joining();
    new CachedEncoder(vocabulary).encode("aaaa bbbb cccc <h1>\naaaa bbbb cccc <h2>\n");
    expect(vocabulary.pieces).toEqual(["aaaa bbbb cccc <h1>\naaaa bbbb cccc <h2", ">\n"]);
  });

  it("encodes only the end of a text that has grown", () => {
    const vocabulary = new CountingVocabulary();
    const encoder = new CachedEncoder(vocabulary);
    encoder.encode(line.repeat(50));
    vocabulary.numUnits = 0;
    encoder.encode(`${line.repeat(50)}ret`);
    expect(vocabulary.numUnits).toBeLessThan(2 * line.length);
  });

  it("forgets what was used longest ago", () => {
    const vocabulary = new CountingVocabulary();
    const encoder = new CachedEncoder(vocabulary, 2);
    for (const text of ["one", "two", "one", "three"]) encoder.encode(text);
    vocabulary.numUnits = 0;
    encoder.encode("one");
    expect(vocabulary.numUnits).toBe(0);
    encoder.encode("two");
    expect(vocabulary.numUnits).toBe(3);
  });
});

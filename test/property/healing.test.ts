import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactHealing } from "../../src/core/heal/exactHealing";
import { BpeVocabulary } from "../../src/runtime/tokenizer/bpeVocabulary";
import { parseTokenizerFile } from "../../src/runtime/tokenizer/tokenizerFile";
import { CachedEncoder } from "../../src/core/tokens/cachedEncoder";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { fixedRuns } from "../support/arbitraries";
import { modelsFolder } from "../support/seedModel";
import { ToyVocabulary } from "../support/toyVocabulary";

function seedVocabulary(): Vocabulary {
  const file = path.join(modelsFolder, "foretype-seed", "tokenizer.json");
  return new BpeVocabulary(parseTokenizerFile(readFileSync(file, "utf8"), file), 8192, file);
}

/** Text of every kind that this repository has: code, prose, deep indentation, JSON. */
const sources = [
  "src/core/tree/treeBuilder.ts",
  "src/README.md",
  "src/core/tokens/utf8.ts",
  "tsconfig.json",
].map((name) => readFileSync(path.join(modelsFolder, "..", name), "utf8").slice(0, 700));

const awkward = [
  "if (x) {\n\tfoo();\n\n\n\t\treturn  a&&b;   \n}\n",
  "// naïve café — 日本語のコメント 😀😀\nconst größe = 'don\\'t';\n",
  "x = [1234567, 0xff, 1e-10]\n\n\n   \n# it's we'll they're\n__init__(self)  ",
  '<div className="a b">{items.map((i) => <li key={i}>{i}</li>)}</div>',
];

const fragments = [
  ...Array.from("aZ7_ \n\t(\"'é日;.{"),
  "  ",
  "    ",
  "\n\n",
  "return",
  "const",
  "'ll",
  "😀",
  "e\u0301",
];
const anyText = fc
  .array(fc.constantFrom(...fragments), { maxLength: 24 })
  .map((all) => all.join(""));

describe.each([
  ["the toy vocabulary", new ToyVocabulary()],
  ["the embedded model's vocabulary", seedVocabulary()],
])("healing with %s", (_, vocabulary) => {
  const healerOf = (): ExactHealing => new ExactHealing(vocabulary, new CachedEncoder(vocabulary));

  it("cuts real text where its tokens stay, wherever the cursor is", () => {
    for (const text of [...sources, ...awkward]) {
      const whole = vocabulary.encode(text);
      const healer = healerOf();
      for (let cursor = 0; cursor <= text.length; cursor++) {
        if (/^[\udc00-\udfff]/.test(text.slice(cursor))) continue;
        const { tokens, held } = healer.plan(text.slice(0, cursor));
        const stays = tokens.every((token, i) => token === whole[i]);
        if (!stays) expect.fail(`tokens move behind ${JSON.stringify(text.slice(0, cursor))}`);
        const bytes = [...Array.from(tokens, (token) => vocabulary.bytesOf(token)), held];
        expect(Buffer.concat(bytes).equals(encodeUtf8(text.slice(0, cursor)))).toBe(true);
      }
    }
  });

  it("keeps the prompt's tokens whatever is typed next", () => {
    fc.assert(
      fc.property(anyText, anyText, (prefix, typed) => {
        const { tokens } = healerOf().plan(prefix);
        const whole = vocabulary.encode(prefix + typed);
        expect(whole.subarray(0, tokens.length)).toEqual(tokens);
      }),
      fixedRuns(800),
    );
  });

  it("encodes piece by piece what it encodes at once", () => {
    const encoder = new CachedEncoder(vocabulary);
    const line = fc
      .tuple(anyText, fc.constantFrom("\n", ";\n", "');\n", " {\n\n", "\n    \n"))
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = lines.join("");
        expect(encoder.encode(text)).toEqual(vocabulary.encode(text));
      }),
      fixedRuns(300),
    );
  });
});

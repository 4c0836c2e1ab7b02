import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { usableStrategies } from "../../../src/core/decode/strategies";
import { sentences } from "../../../src/extension/sentences";
import { english } from "../../../src/webview/strings/english";

const root = new URL("../../../", import.meta.url);
const german = JSON.parse(
  readFileSync(new URL("l10n/bundle.l10n.de.json", root), "utf8"),
) as Readonly<Record<string, string>>;

/** What the extension says in words of its own: the first argument of `say`, where it is a text. */
function textsInCode(): readonly string[] {
  const folder = new URL("src/extension/", root);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const source = readFileSync(new URL(file, folder), "utf8");
      return [...source.matchAll(/\bsay\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? "");
    });
}

const strategies = usableStrategies({ draft: "small" }).flatMap(({ title, description }) => [
  title,
  description,
]);
const said = new Set([...Object.values(english), ...textsInCode(), ...strategies, ...sentences]);

/** Places for values, and marks around what matters. */
function marks(text: string): readonly string[] {
  return (text.match(/\{\w+\}|\*\*|`/g) ?? []).sort();
}

describe("the German bundle", () => {
  it("has each text of the panel and of the extension, and no other", () => {
    expect(textsInCode().length).toBeGreaterThan(80);
    expect(Object.keys(german).sort()).toEqual([...said].sort());
  });

  it("looks up sentences that are said somewhere", () => {
    const folder = new URL("src/extension/", root);
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && file !== "sentences.ts")
      .map((file) => readFileSync(new URL(file, folder), "utf8"));
    for (const sentence of sentences) {
      expect(
        sources.some((source) => source.includes(`"${sentence}"`)),
        sentence,
      ).toBe(true);
    }
  });

  it("keeps places for values, emphasis and code", () => {
    for (const [text, translated] of Object.entries(german)) {
      expect(marks(translated), text).toEqual(marks(text));
      expect(translated.trim()).not.toBe("");
    }
  });

  it("keeps the status bar short", () => {
    const states = Object.entries(german).filter(([text]) => /^Foretype: [a-z/ ]+$/.test(text));
    expect(states.length).toBeGreaterThan(6);
    for (const [text, translated] of states) {
      expect(text.length, text).toBeLessThanOrEqual(20);
      expect(translated.length, text).toBeLessThanOrEqual(24);
    }
  });
});

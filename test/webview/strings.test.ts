import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../.ci/bundles.mjs";
import { english } from "../../src/webview/strings/english";

const rows = Object.entries(english);
const sources = readdirSync(path.join(root, "src/webview"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith("english.ts"))
  .map((file) => readFileSync(path.join(root, "src/webview", file), "utf8"))
  .join("\n");

describe("the panel's texts", () => {
  it("come in pairs where they differ between one and several", () => {
    const stems = rows.flatMap(([id]) => (id.endsWith(".one") ? [id.slice(0, -4)] : []));
    expect(stems.length).toBeGreaterThan(5);
    for (const stem of stems) expect(english).toHaveProperty([`${stem}.other`]);
  });

  it("are all used", () => {
    const prefixes = [...sources.matchAll(/`([a-zA-Z]+\.)\$\{/g)].map(([, prefix]) => prefix ?? "");
    const unused = rows.filter(([id]) => {
      const stem = id.replace(/\.(one|other)$/, "");
      const isMade = prefixes.some((prefix) => id.startsWith(prefix));
      return !isMade && !sources.includes(`"${id}"`) && !sources.includes(`"${stem}"`);
    });
    expect(unused.map(([id]) => id)).toEqual([]);
  });

  it("are sentences without haste", () => {
    for (const [, text] of rows) expect(text).not.toMatch(/!|\b(AI|smart|magic|we|our|I)\b/);
  });

  it("open and close what they emphasise", () => {
    for (const [, text] of rows) {
      expect(text.split("**").length % 2).toBe(1);
      expect(text.split("`").length % 2).toBe(1);
    }
  });
});

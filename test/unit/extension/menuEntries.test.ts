import { describe, expect, it } from "vitest";
import { menuEntries } from "../../../src/extension/menuEntries";
import { readSettings } from "../../../src/extension/settings";

const on = readSettings(() => undefined).settings;
const off = { ...on, enabled: false };

function labels(entries: ReturnType<typeof menuEntries>): readonly string[] {
  return entries.map(({ label }) => label.replace(/^\$\([^)]*\) /, ""));
}

describe("menuEntries", () => {
  it("offers everything where suggestions are on, and names the strategy", () => {
    const entries = menuEntries(on, "typescript");
    expect(labels(entries)).toEqual([
      "Switch off",
      "Switch off for typescript",
      "Suggest something else",
      "Switch strategy...",
      "Restart engine",
      "Show log",
      "Open settings",
    ]);
    expect(entries[3]?.description).toBe("token-recycling");
  });

  it("offers to switch a language on that is off", () => {
    const entries = labels(menuEntries(on, "markdown"));
    expect(entries).toContain("Switch on for markdown");
    expect(entries).not.toContain("Suggest something else");
  });

  it("has no language to offer without an editor", () => {
    expect(labels(menuEntries(on, undefined)).join()).not.toContain(" for ");
  });

  it("offers nothing that needs the engine where all is off", () => {
    expect(labels(menuEntries(off, "typescript"))).toEqual([
      "Switch on",
      "Show log",
      "Open settings",
    ]);
  });
});

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
    const entries = menuEntries(on, "typescript", undefined);
    expect(labels(entries)).toEqual([
      "Switch off",
      "Switch off for typescript",
      "Suggest something else",
      "Choose model...",
      "Switch strategy...",
      "Restart engine",
      "Show log",
      "Open settings",
    ]);
    expect(entries.map(({ description }) => description)).toContain("auto");
    expect(entries.map(({ description }) => description)).toContain("foretype-seed");
  });

  it("offers a better model with what it brings and costs", () => {
    const choice = {
      kind: "found",
      reference: "ollama/qwen",
      name: "qwen $(bug)",
      bytes: 1,
      place: "Ollama",
    } as const;
    const offer = { choice, gain: "better", cost: "1 GB" };
    const entry = menuEntries(on, "typescript", offer).find(
      ({ command }) => command === "foretype.takeOffer",
    );
    expect(entry).toEqual({
      label: "$(lightbulb) Open qwen (bug)...",
      description: "Ollama",
      detail: "better · 1 GB",
      command: "foretype.takeOffer",
    });
    const download = { ...offer, choice: { ...choice, kind: "download" as const } };
    expect(labels(menuEntries(on, "typescript", download)).join()).toContain("Download qwen");
    expect(labels(menuEntries(off, "typescript", offer)).join()).not.toContain("qwen");
  });

  it("offers to switch a language on that is off", () => {
    const entries = labels(menuEntries(on, "markdown", undefined));
    expect(entries).toContain("Switch on for markdown");
    expect(entries).not.toContain("Suggest something else");
  });

  it("has no language to offer without an editor", () => {
    expect(labels(menuEntries(on, undefined, undefined)).join()).not.toContain(" for ");
  });

  it("offers nothing that needs the engine where all is off", () => {
    expect(labels(menuEntries(off, "typescript", undefined))).toEqual([
      "Switch on",
      "Show log",
      "Open settings",
    ]);
  });
});

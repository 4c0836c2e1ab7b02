import { describe, expect, it } from "vitest";
import { menuEntries, type MenuFacts } from "../../../src/extension/menuEntries";
import { sayEnglish } from "../../../src/extension/say";
import { readSettings } from "../../../src/extension/settings";

const on = readSettings(() => undefined).settings;
const off = { ...on, enabled: false };

function entries(changes: Partial<MenuFacts> = {}): ReturnType<typeof menuEntries> {
  return menuEntries({
    say: sayEnglish,
    settings: on,
    languageId: "typescript",
    offer: undefined,
    model: "ft-small int8",
    isPaused: false,
    isMeasuring: false,
    measureTime: undefined,
    ended: undefined,
    ...changes,
  });
}

function lines(changes: Partial<MenuFacts> = {}) {
  return entries(changes).flatMap((entry) => ("command" in entry ? [entry] : []));
}

function labels(changes: Partial<MenuFacts> = {}): readonly string[] {
  return lines(changes).map(({ label }) => label.replace(/^\$\([^)]*\) /, ""));
}

describe("menuEntries", () => {
  it("offers everything where suggestions are on, in groups", () => {
    const words = entries().map((entry) =>
      "title" in entry ? `-- ${entry.title}` : entry.label.replace(/^\$\([^)]*\) /, ""),
    );
    expect(words).toEqual([
      "Open panel",
      "Why no suggestion?",
      "-- here",
      "Suggest something else",
      "Switch off for typescript",
      "Pause for one hour",
      "Suggest only when asked",
      "-- engine",
      "Switch strategy...",
      "Choose model...",
      "Measure on this file",
      "Restart engine",
      "-- more",
      "Show model and last request",
      "Show log",
      "Open walkthrough",
      "Open settings",
      "Switch off",
    ]);
  });

  it("says what is in force, without what would be an icon", () => {
    const said = lines({ model: "q $(bug)", measureTime: "40 s" });
    const descriptions = said.map(({ description }) => description);
    expect(descriptions.filter((each) => each !== undefined)).toEqual([
      "Automatic",
      "q (bug)",
      "about 40 s",
    ]);
  });

  it("begins with why, where the latest request had no suggestion", () => {
    const [first] = lines({ ended: { reason: "unsure", at: "10:42" } });
    expect(first).toEqual({
      label: "$(question) Why no suggestion?",
      description: "Not sure enough, 10:42",
      command: "foretype.why",
    });
  });

  it("turns each switch back", () => {
    expect(labels({ isPaused: true })).toContain("Resume");
    expect(labels({ isMeasuring: true })).toContain("Cancel measuring");
    expect(labels({ settings: { ...on, trigger: "manual" } })).toContain("Suggest while typing");
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
    expect(lines({ offer })).toContainEqual({
      label: "$(lightbulb) Open qwen (bug)...",
      description: "Ollama",
      detail: "better · 1 GB",
      command: "foretype.takeOffer",
    });
    const download = { ...offer, choice: { ...choice, kind: "download" as const } };
    expect(labels({ offer: download }).join()).toContain("Download qwen");
    expect(labels({ settings: off, offer }).join()).not.toContain("qwen");
  });

  it("offers to switch a language on that is off", () => {
    const offered = labels({ languageId: "markdown" });
    expect(offered).toContain("Switch on for markdown");
    expect(offered).not.toContain("Suggest something else");
  });

  it("has no language to offer without an editor", () => {
    expect(labels({ languageId: undefined }).join()).not.toMatch(/for [a-z]+script/);
  });

  it("offers nothing that needs the engine where all is off", () => {
    expect(labels({ settings: off })).toEqual([
      "Switch on",
      "Show model and last request",
      "Show log",
      "Open walkthrough",
      "Open settings",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { sayEnglish } from "../../../../src/extension/say";
import { choiceText } from "../../../../src/extension/models/choiceText";
import { modelChoices } from "../../../../src/extension/models/modelChoices";
import { aChoice, aDescription, aFoundModel, anEntry } from "../../../support/modelFixtures";

const seed = { id: "foretype-seed", name: "Foretype Seed", bytes: 14e6 };

describe("modelChoices", () => {
  it("are the bundled, the found and the downloadable models, in this order", () => {
    const choices = modelChoices({
      bundled: [seed],
      found: [aFoundModel(), aFoundModel({ id: "mine.gguf", place: "folder" })],
      catalogue: [anEntry()],
    });
    expect(choices.map(({ kind, reference, place }) => [kind, reference, place])).toEqual([
      ["bundled", "foretype-seed", "comes with Foretype"],
      ["found", "ollama/qwen", "Ollama"],
      ["found", "mine.gguf", "your folders"],
      ["download", "qwen-0.5b", "from Hugging Face"],
    ]);
    expect(choices[3]?.entry).toEqual(anEntry());
  });

  it("do not offer to download what has been downloaded", () => {
    const found = [aFoundModel({ id: "qwen-0.5b", place: "downloads" })];
    const choices = modelChoices({ bundled: [], found, catalogue: [anEntry()] });
    expect(choices.map(({ kind, place }) => [kind, place])).toEqual([["found", "downloaded"]]);
  });
});

describe("choiceText", () => {
  const described = { kind: "described", description: aDescription() } as const;

  it("says what a model is, what it sees and what it costs", () => {
    expect(choiceText(aChoice(), described, { isCurrent: false, say: sayEnglish })).toEqual({
      label: "Qwen",
      description: "494 M · Qwen2 · fills in the middle",
      detail: "491 MB · 900 MB of memory · 520 MB more on disk · Ollama",
    });
  });

  it("marks the one in force, and one that is converted already costs no disk", () => {
    const built = { ...described, description: aDescription({ isBuilt: true, hasFim: false }) };
    const text = choiceText(aChoice(), built, { isCurrent: true, say: sayEnglish });
    expect(text.label).toBe("$(check) Qwen");
    expect(text.description).toContain("sees only what is before the cursor");
    expect(text.detail).not.toContain("disk");
  });

  it("says that a model cannot run trees", () => {
    const chains = { ...described, description: aDescription({ attention: "chains" }) };
    expect(choiceText(aChoice(), chains, { isCurrent: false, say: sayEnglish }).description).toContain("a pass for each branch");
  });

  it("says why a model cannot be used, and draws no icon of its words", () => {
    const refused = { kind: "refused", sentence: "It is $(bug) cut short." } as const;
    const text = choiceText(aChoice({ name: "a $(flame)" }), refused, { isCurrent: false, say: sayEnglish });
    expect(text.label).toBe("a (flame)");
    expect(text.detail).toBe("491 MB · $(warning) It is (bug) cut short. · Ollama");
  });

  it("waits for what is not known yet", () => {
    expect(choiceText(aChoice(), { kind: "none" }, { isCurrent: false, say: sayEnglish })).toEqual({
      label: "Qwen",
      description: "",
      detail: "491 MB · ... · Ollama",
    });
  });

  it("says of a model to download what the catalogue does", () => {
    const entry = anEntry();
    const choice = aChoice({ kind: "download", bytes: undefined, place: "to download", entry });
    expect(choiceText(choice, { kind: "none" }, { isCurrent: false, say: sayEnglish })).toEqual({
      label: "Qwen",
      description: "Apache-2.0 · Small and quick.",
      detail: "to download",
    });
  });
});

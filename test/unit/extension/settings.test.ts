import { describe, expect, it } from "vitest";
import { noTrials } from "../../../src/core/cautious/numTrials";
import { noRules } from "../../../src/core/sample/samplingRules";
import {
  completionOptions,
  engineTuning,
  isLanguageEnabled,
  readSettings,
  settingKinds,
  type SettingName,
} from "../../../src/extension/settings";
import { defaultTuning } from "../../../src/protocol/engineApi";

function read(values: Partial<Record<SettingName, unknown>>) {
  return readSettings((name) => values[name]);
}

describe("readSettings", () => {
  it("is silent about what is not set, and takes the defaults", () => {
    const { settings, problems } = read({});
    expect(problems).toEqual([]);
    for (const [name, { fallback }] of Object.entries(settingKinds)) {
      expect(settings[name as SettingName]).toEqual(fallback);
    }
  });

  it("takes what is set", () => {
    const { settings, problems } = read({ precision: "fp32", threads: 3 });
    expect(settings).toMatchObject({ precision: "fp32", threads: 3 });
    expect(problems).toEqual([]);
  });

  it("falls back where a value is wrong, and names the setting and what it must be", () => {
    const { settings, problems } = read({ threads: "many", strategy: "magic", debounceMs: 50 });
    expect(settings.threads).toBe(0);
    expect(settings.debounceMs).toBe(50);
    expect(problems).toHaveLength(2);
    expect(problems.find((problem) => problem.includes("foretype.threads"))).toBe(
      "The setting foretype.threads must be a whole number from 0 to 64. Until it is, its default is used: 0.",
    );
    expect(problems.join()).toContain("foretype.strategy must be one of autoregressive");
  });
});

describe("isLanguageEnabled", () => {
  const { settings } = read({
    languages: { "*": false, typescript: true, python: false, markdown: "manual" },
  });

  it.each([
    ["typescript", true],
    ["python", false],
    ["markdown", true],
    ["rust", false],
    ["constructor", false],
  ])("%s: %s", (languageId, expected) => {
    expect(isLanguageEnabled(settings, languageId)).toBe(expected);
  });

  it("is on for a language that nothing is said about", () => {
    expect(isLanguageEnabled(read({ languages: {} }).settings, "rust")).toBe(true);
  });
});

describe("engineTuning", () => {
  it("is what the engine does by itself, until something else is set", () => {
    expect(engineTuning(read({}).settings)).toEqual(defaultTuning);
  });

  it("is in the units of the engine", () => {
    const { settings } = read({
      "engine.unloadAfter": 2,
      "engine.documentMemory": 1,
      "engine.lowPriority": false,
    });
    expect(engineTuning(settings)).toEqual({
      unloadAfterMs: 120_000,
      documentBytes: 1_048_576,
      isLowPriority: false,
    });
  });
});

describe("completionOptions", () => {
  it("hands the settings on, with no limit for a budget of zero", () => {
    const { settings } = read({ timeBudgetMs: 0, maxTokens: 7, temperature: 0.5 });
    expect(completionOptions(settings, 1)).toMatchObject({
      timeBudgetMs: Number.POSITIVE_INFINITY,
      maxTokens: 7,
      temperature: 0.5,
    });
  });

  it("asks for as many texts as are wanted, whatever the setting for requests by hand", () => {
    const { settings } = read({ candidates: 5 });
    expect(completionOptions(settings, 1).numCandidates).toBe(1);
    expect(completionOptions(settings, 5).numCandidates).toBe(5);
  });

  it("hands on how cautious to be", () => {
    const { settings } = read({ "sampling.cautiousTrials": 5 });
    expect(completionOptions(settings, 1).cautious).toEqual({ ...noTrials, maxTrials: 5 });
    expect(completionOptions(read({}).settings, 1).cautious).toEqual(noTrials);
  });

  it("hands on how to draw", () => {
    expect(completionOptions(read({}).settings, 1)).toMatchObject(noRules);
    const sampling = {
      topK: 40,
      topP: 0.9,
      minP: 0.05,
      topH: 0.4,
      topHRule: "released",
      repetitionPenalty: 1.1,
      watermarkKey: "mine",
    };
    const values = Object.entries(sampling).map(([name, value]) => [`sampling.${name}`, value]);
    const { settings, problems } = read(Object.fromEntries(values) as Record<string, unknown>);
    expect(problems).toEqual([]);
    expect(completionOptions(settings, 1)).toMatchObject(sampling);
  });
});

import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../src/core/complete/request";
import {
  parseCompleteParams,
  parseLearnt,
  parseLesson,
  parseLog,
  parseOutcome,
  parseStarted,
  parseWarmth,
} from "../../../src/protocol/engineParsers";
import { aRequest, aSuggestion, noStats } from "../../support/completionFixtures";

const complete = { request: aRequest(), options: defaultOptions };

describe("parsers of the engine's messages", () => {
  it.each([
    ["the result of warm", parseWarmth, { numTokens: 600, isComplete: false }],
    ["complete", parseCompleteParams, complete],
    ["a suggestion", parseOutcome, aSuggestion("a + b;")],
    [
      "complete with what was shown",
      parseCompleteParams,
      { ...complete, request: aRequest({ shown: ["a", ""] }) },
    ],
    [
      "complete with what stood there",
      parseCompleteParams,
      { ...complete, request: aRequest({ earlier: "a + b;\n" }) },
    ],
    ["a text to learn", parseLesson, { kind: "text", name: "a.ts", text: "let a;" }],
    ["a text to forget", parseLesson, { kind: "forget", name: "a.ts" }],
    ["an accepted suggestion", parseLesson, { kind: "accepted", text: "a + b;" }],
    ["the result of learn", parseLearnt, null],
    [
      "a suggestion with alternatives",
      parseOutcome,
      {
        ...aSuggestion("a + b;"),
        alternatives: ["a - b;"],
        cost: { numPromptTokens: 9, numPasses: 4, numNodes: 12, ms: 30.5 },
      },
    ],
    ["no suggestion", parseOutcome, { kind: "none", reason: "superseded" }],
    [
      "no suggestion with more to say",
      parseOutcome,
      { kind: "none", reason: "failed", detail: "why", stats: noStats },
    ],
    ["started", parseStarted, { protocolVersion: 7 }],
    ["log", parseLog, { level: "warn", message: "m" }],
  ])("pass on what fits: %s", (_, parse, value) => {
    expect(parse(structuredClone(value))).toEqual(value);
  });

  it.each([
    [
      parseWarmth,
      { numTokens: 1.5, isComplete: true },
      "the result of warm: numTokens is not an integer from 0.",
    ],
    [parseWarmth, { numTokens: 1 }, "the result of warm: isComplete is not true or false."],
    [parseCompleteParams, { ...complete, request: [] }, "request is not an object."],
    [
      parseCompleteParams,
      { ...complete, request: { ...aRequest(), earlier: 1 } },
      "request: earlier is not text.",
    ],
    [parseLesson, { kind: "all" }, "learn: kind is not one of text, forget, accepted."],
    [parseLesson, { kind: "text", name: "a.ts" }, "learn: text is not text."],
    [parseLearnt, {}, "The result of learn is not null."],
    [
      parseCompleteParams,
      { ...complete, request: { ...aRequest(), shape: "word" } },
      "request: shape is not one of line, block.",
    ],
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, temperature: Number.NaN } },
      "options: temperature is not a number from 0.",
    ],
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, topHRule: "other" } },
      "options: topHRule is not one of published, released.",
    ],
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, maxTokens: Number.POSITIVE_INFINITY } },
      "options: maxTokens is not an integer from 1.",
    ],
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, numCandidates: 0 } },
      "options: numCandidates is not a number from 1.",
    ],
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, cautious: { maxTrials: 1 } } },
      "cautious: minEntropy is not a number from 0.",
    ],
    [
      parseOutcome,
      { ...aSuggestion("a"), alternatives: [1] },
      "the outcome: alternatives is not a list of texts.",
    ],
    [parseOutcome, { kind: "maybe" }, "the outcome: kind is not one of suggestion, none."],
    [parseOutcome, { ...aSuggestion("a"), text: 1 }, "the outcome: text is not text."],
    [parseOutcome, { ...aSuggestion("a"), stats: {} }, "the outcome: stats are not complete."],
  ])("name the field that does not fit %#", (parse, value, message) => {
    expect(() => parse(value)).toThrow(
      expect.objectContaining({ code: "engine/protocol", message }),
    );
  });

  it("name the reasons when one is unknown", () => {
    expect(() => parseOutcome({ kind: "none", reason: "tired" })).toThrow(/superseded/);
  });
});

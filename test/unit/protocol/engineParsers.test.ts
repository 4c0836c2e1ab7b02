import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../src/core/complete/request";
import type { Confidence } from "../../../src/core/gate/confidence";
import type { CompletionTrace } from "../../../src/core/trace/completionTrace";
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

const confidence: Confidence = {
  ...{ numTokens: 3, meanLogProbability: -0.4, leastLogProbability: -1.2 },
  ...{ firstEntropy: 0, greatestEntropy: 2.5, draftedShare: 0.5 },
};

const trace: CompletionTrace = {
  tokens: [
    { text: "a", probability: 0.9, entropyBits: 0.4, by: "healing", pass: -1 },
    {
      ...{ text: "", probability: 0.5, entropyBits: 2, isEntropyBound: true, by: "copy", pass: 0 },
      runnerUp: { text: " b", probability: 0.3 },
    },
  ],
  passes: [
    {
      ms: 41.5,
      root: "return",
      nodes: [{ parent: -1, text: "", chance: 0.7, by: "copy", isKept: true }],
      wrote: { text: ";", probability: 0.8 },
    },
    { ms: 40, root: ";", nodes: [] },
  ],
};

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
    [
      "complete with what else is known of the document",
      parseCompleteParams,
      {
        ...complete,
        request: aRequest({
          ...{ repository: "sums", tabSize: 2, insertSpaces: true },
          context: [{ kind: "copied", path: "a.ts", text: "let a;\n" }],
        }),
      },
    ],
    [
      "complete with a gate",
      parseCompleteParams,
      {
        ...complete,
        options: {
          ...defaultOptions,
          traces: true,
          gate: {
            ...{ floor: 0.2, stopBelow: 0.1, weights: [-1, 0.5] },
            situation: { isAfterAccept: true, typingGapMs: 180, languageId: "go" },
          },
        },
      },
    ],
    [
      "a suggestion with its trace",
      parseOutcome,
      { ...aSuggestion("a;"), tail: "\n}", changedBy: ["quotes", "repetition"], confidence, trace },
    ],
    [
      "no suggestion where a filter left none",
      parseOutcome,
      {
        ...{ kind: "none", reason: "filtered", filter: "secret", dropped: "a;" },
        ...{ confidence, trace, stats: noStats },
      },
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
    [
      parseCompleteParams,
      { ...complete, options: { ...defaultOptions, gate: { floor: 0, stopBelow: -1 } } },
      "gate: stopBelow is not a number from 0.",
    ],
    [
      parseCompleteParams,
      {
        ...complete,
        options: { ...defaultOptions, gate: { floor: 0, stopBelow: 0, weights: [""] } },
      },
      "a weight: value is not a number.",
    ],
    [
      parseOutcome,
      { ...aSuggestion("a"), confidence: { ...confidence, numTokens: 0 } },
      "confidence: numTokens is not a number from 1.",
    ],
    [
      parseOutcome,
      { ...aSuggestion("a"), trace: { tokens: [{ text: "a" }], passes: [] } },
      "a traced text: probability is not a number from 0.",
    ],
    [parseOutcome, { kind: "maybe" }, "the outcome: kind is not one of suggestion, none."],
    [parseOutcome, { ...aSuggestion("a"), text: 1 }, "the outcome: text is not text."],
    [parseOutcome, { ...aSuggestion("a"), stats: {} }, "the outcome: stats are not complete."],
  ])("name the field that does not fit %#", (parse, value, message) => {
    expect(() => parse(value)).toThrow(
      expect.objectContaining({ code: "engine/protocol", message }),
    );
  });

  it("name the reasons, and the filters, when one is unknown", () => {
    expect(() => parseOutcome({ kind: "none", reason: "tired" })).toThrow(/superseded/);
    const filtered = { kind: "none", reason: "filtered", filter: "taste" };
    expect(() => parseOutcome(filtered)).toThrow(/suffixDuplicate/);
  });
});

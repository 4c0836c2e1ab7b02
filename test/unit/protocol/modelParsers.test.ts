import { describe, expect, it } from "vitest";
import {
  parseDescribeParams,
  parseDescription,
  parseOpening,
  parseOpenParams,
  parseOpenResult,
} from "../../../src/protocol/modelParsers";
import { openedModel, seedParams } from "../../support/fakeEngineProcess";

const open = { ...seedParams, protocolVersion: 1 };
const opened = openedModel();
const description = {
  id: "/models/one.gguf",
  name: "One",
  architecture: "Qwen2ForCausalLM",
  numParameters: 494_000_000,
  contextLength: 32_768,
  attention: "trees",
  hasFim: true,
  fileBytes: 491_000_000,
  builtBytes: 520_000_000,
  isBuilt: false,
  memory: { steady: 9e8, peak: 1.2e9 },
  exactShare: 0.89,
};
const opening = { stage: "converting", done: 3, total: 290 };

describe("parsers of messages about models", () => {
  it.each([
    ["open", parseOpenParams, open],
    ["open with a draft", parseOpenParams, { ...open, draft: "small" }],
    ["open with folders", parseOpenParams, { ...open, modelFolders: ["/a", "/b"] }],
    ["open left to the file", parseOpenParams, { ...open, precision: "auto" }],
    ["the result of open", parseOpenResult, opened],
    ["the result of open with a draft", parseOpenResult, { ...opened, draft: "Small" }],
    ["the result of open without the draft", parseOpenResult, { ...opened, draftProblem: "Why" }],
    ["describe", parseDescribeParams, seedParams],
    ["a description", parseDescription, description],
    ["a description with a draft", parseDescription, { ...description, draft: description }],
    ["opening", parseOpening, opening],
  ])("pass on what fits: %s", (_, parse, value) => {
    expect(parse(structuredClone(value))).toEqual(value);
  });

  it.each([
    [
      parseOpenParams,
      { ...open, precision: "fp16" },
      "open: precision is not one of auto, fp32, int8, int4.",
    ],
    [parseOpenParams, { ...open, threads: -1 }, "open: threads is not a number from 0."],
    [parseOpenParams, { ...open, threads: 1.5 }, "open: threads is not an integer from 0."],
    [parseOpenParams, { ...open, model: undefined }, "open: model is not text."],
    [parseOpenParams, { ...open, modelFolders: "/a" }, "open: modelFolders is not a list."],
    [parseOpenParams, { ...open, modelFolders: [1] }, "open: modelFolders is not a list of texts."],
    [parseOpenParams, { ...open, draft: 1 }, "open: draft is not text."],
    [
      parseOpenParams,
      { ...open, provider: "abacus" },
      "open: provider is not one of cpu, webgpu, cuda, dml, coreml.",
    ],
    [parseOpenParams, "open", "open is not an object."],
    [parseDescribeParams, { ...seedParams, cacheFolder: 1 }, "describe: cacheFolder is not text."],
    [parseOpenResult, { ...opened, memory: 1 }, "memory is not an object."],
    [
      parseOpenResult,
      { ...opened, holeStart: "here" },
      "the result of open: holeStart is not one of cursor, line, block, window.",
    ],
    [
      parseDescription,
      { ...description, memory: { steady: -1, peak: 1 } },
      "memory: steady is not a number from 0.",
    ],
    [
      parseDescription,
      { ...description, numParameters: 1.5 },
      "the description: numParameters is not an integer from 0.",
    ],
    [
      parseOpening,
      { ...opening, stage: "dreaming" },
      "opening: stage is not one of checking, converting, loading.",
    ],
    [parseOpening, { ...opening, done: Number.NaN }, "opening: done is not a number from 0."],
  ])("name the field that does not fit %#", (parse, value, message) => {
    expect(() => parse(value)).toThrow(
      expect.objectContaining({ code: "engine/protocol", message }),
    );
  });
});

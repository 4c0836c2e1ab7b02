import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/core/errors";
import {
  isCuredByRestart,
  outcomeWithoutEngine,
  type EngineState,
} from "../../../src/extension/engineState";

const failed = (code: ErrorCode): EngineState => ({ kind: "failed", code, sentence: "Why." });

describe("a request that cannot be sent", () => {
  it.each<[EngineState, string, string]>([
    [{ kind: "stopped" }, "engineDown", "The engine is not running."],
    [{ kind: "starting" }, "engineLoading", "The model is being loaded."],
    [{ kind: "loading" }, "engineLoading", "The model is being loaded."],
    [{ kind: "restarting", delayMs: 500, sentence: "Why." }, "engineDown", "Why."],
    [failed("engine/crashed"), "engineDown", "Why."],
    [failed("engine/timeout"), "timedOut", "Why."],
    [failed("model/missing"), "modelMissing", "Why."],
    [failed("model/corrupt"), "failed", "Why."],
    [failed("user/unsupported-platform"), "failed", "Why."],
    [failed("invariant"), "failed", "Why."],
  ])("in %j", (state, reason, detail) => {
    expect(outcomeWithoutEngine(state)).toEqual({ kind: "none", reason, detail });
  });
});

describe("isCuredByRestart", () => {
  it.each<[ErrorCode, boolean]>([
    ["engine/crashed", true],
    ["engine/timeout", true],
    ["engine/down", true],
    ["engine/protocol", false],
    ["model/missing", false],
    ["model/bad-shape", false],
    ["user/unsupported-platform", false],
    ["user/disk-full", false],
    ["invariant", false],
  ])("%s: %s", (code, isCured) => {
    expect(isCuredByRestart(code)).toBe(isCured);
  });
});

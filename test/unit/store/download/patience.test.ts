import { describe, expect, it } from "vitest";
import { Retryable } from "../../../../src/store/download/hubErrors";
import { retryAfterMs, type Patience } from "../../../../src/store/download/patience";
import { persist } from "../../../../src/store/download/persist";

const now = Date.parse("2026-01-02T03:04:05Z");

describe("retryAfterMs", () => {
  it.each([
    [null, undefined],
    ["", undefined],
    ["soon", undefined],
    ["0", 0],
    [" 12 ", 12_000],
    ["Fri, 02 Jan 2026 03:04:35 GMT", 30_000],
    ["Fri, 02 Jan 2026 03:00:00 GMT", 0],
  ])("understands %j", (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms);
  });
});

describe("persist", () => {
  const patience: Patience = { idleMs: 1, maxFailures: 3, backoffMs: 1, longestWaitMs: 5 };
  const outcomeOf = async (marks: readonly number[]): Promise<string> => {
    let attempts = 0;
    let reached = 0;
    try {
      return await persist({
        attempt: () => {
          const mark = marks[attempts++];
          if (mark === undefined) return Promise.resolve(`after ${String(attempts)}`);
          reached = mark;
          return Promise.reject(new Retryable("it broke"));
        },
        mark: () => reached,
        patience,
        what: "It",
        cancellation: undefined,
      });
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };

  it.each([
    [[], "after 1"],
    [[0, 0], "after 3"],
    [[5, 9, 12, 13, 17], "after 6"],
    [[5, 5, 6, 6, 7], "after 6"],
    // Begun anew again and again, it comes no further.
    [[5, 5, 3, 5], "It has stopped: it broke."],
    [[0, 0, 0], "It has stopped: it broke."],
  ])("after failures at %j: %s", async (marks, outcome) => {
    expect(await outcomeOf(marks)).toContain(outcome);
  });
});

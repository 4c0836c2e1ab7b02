import { describe, expect, it } from "vitest";
import { chooseThreads } from "../../../src/runtime/session/chooseThreads";

describe("chooseThreads", () => {
  it.each([
    [0, 1, 1],
    [0, 2, 2],
    [0, 4, 2],
    [0, 8, 4],
    [0, 64, 4],
    [3, 64, 3],
  ])("asked for %i on %i processors, takes %i", (asked, numProcessors, threads) => {
    expect(chooseThreads(asked, numProcessors)).toBe(threads);
  });
});

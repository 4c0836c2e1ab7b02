import { describe, expect, it } from "vitest";
import { contextLimit, contextRoom } from "../../../src/core/context/contextRoom";

describe("contextLimit", () => {
  const limit = (msPerPromptToken: number, maxMs: number, numFree = 4000): number =>
    contextLimit({ msPerPromptToken, maxMs, numFree });

  it("is what is read within the time, and has a place", () => {
    expect(limit(5, 1500)).toBe(300);
    expect(limit(5, 1500, 192)).toBe(192);
    expect([limit(0.1, 1500), limit(0, 1500)]).toEqual([2048, 2048]);
  });

  it("is nothing where that says nothing", () => {
    expect([limit(40, 1500), limit(1, 0), limit(1, 1500, 40), limit(1, 1500, -9)]).toEqual([
      ...[0, 0, 0, 0],
    ]);
  });
});

describe("contextRoom", () => {
  const room = (numPositions: number, numTextTokens: number, isWhole = true): number =>
    contextRoom(500, { numPositions, textRoom: 800, numTextTokens, isWhole });

  it("is the limit where the model has positions for all", () => {
    expect([room(1300, 800), room(4096, 1)]).toEqual([500, 500]);
  });

  it("is what the text leaves, in steps while it grows", () => {
    const rooms = Array.from({ length: 800 }, (_, i) => room(1000, i + 1));
    expect([...new Set(rooms)]).toEqual([500, 400, 200]);
    expect(room(700, 800)).toBe(0);
  });

  it("is what a full prompt leaves where the text has outgrown it", () => {
    expect(room(1000, 650, false)).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { findStrategy, strategies, usableStrategies } from "../../../src/core/decode/strategies";

describe("strategies", () => {
  it("begin with the baseline, which drafts nothing", () => {
    expect(strategies[0]).toMatchObject({ id: "autoregressive", maxDrafts: 0 });
  });

  it("have distinct ids of small letters and one line of description", () => {
    const ids = strategies.map((strategy) => strategy.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, title, description } of strategies) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(title).not.toBe("");
      expect(description).toMatch(/^[^\n]+$/u);
    }
  });

  it("can be found by id", () => {
    expect(findStrategy("token-recycling").title).toBe("Token recycling");
  });

  it("can be used where what they need is open", () => {
    const ids = (open: Parameters<typeof usableStrategies>[0]): string[] =>
      usableStrategies(open).map(({ id }) => id);
    const needy = strategies.filter(({ needs }) => needs !== undefined).map(({ id }) => id);
    expect(needy).toContain("draft-model");
    expect(needy).toContain("early-exit");
    const all = strategies.map(({ id }) => id);
    expect(ids({})).toEqual(all.filter((id) => !needy.includes(id)));
    expect(ids({ draft: {} })).toEqual(all.filter((id) => id !== "early-exit"));
    expect(ids({ draft: {}, hasEarlyExit: true })).toEqual(all);
  });

  it("say what is missing where it is not", () => {
    expect(() =>
      findStrategy("draft-model").createDrafter({ vocabSize: 4, clock: performance }),
    ).toThrow(
      expect.objectContaining({
        code: "user/bad-argument",
        message: expect.stringMatching(/needs a draft model, and none is open/u) as unknown,
      }),
    );
  });

  it("name those there are when asked for another", () => {
    expect(() => findStrategy("magic")).toThrow(
      expect.objectContaining({
        code: "user/bad-argument",
        message: `there is no strategy "magic"; choose one of: ${strategies.map(({ id }) => id).join(", ")}`,
      }),
    );
  });
});

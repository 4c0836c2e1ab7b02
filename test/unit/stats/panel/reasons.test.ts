import { describe, expect, it } from "vitest";
import { reasonBars, reasonIdOf, reasonsSection } from "../../../../src/core/stats/panel/reasons";
import { sampleSections } from "../../../support/panelSample";

describe("reasons", () => {
  it("are one for all ways of typing on, and the filter's where a filter left nothing", () => {
    expect(reasonIdOf({ reason: "cancelled" })).toBe("superseded");
    expect(reasonIdOf({ reason: "filtered", filter: "secret" })).toBe("secret");
    expect(reasonIdOf({ reason: "filtered" })).toBe("filtered");
    expect(reasonIdOf({ reason: "unsure" })).toBe("unsure");
  });

  it("are listed with the most frequent first, and only if there were any", () => {
    expect(reasonsSection({ unsure: 2, timedOut: 0, superseded: 5 })).toEqual([
      { id: "superseded", n: 5 },
      { id: "unsure", n: 2 },
    ]);
  });
});

describe("reasonBars", () => {
  it("merge what is rare and the engine's", () => {
    const bars = reasonBars(sampleSections.reasons);
    expect(bars).toHaveLength(7);
    expect(bars.at(-1)).toEqual({
      kind: "engine",
      ids: ["engineLoading", "timedOut"],
      n: 20,
      isNormal: false,
    });
    expect(bars[0]).toMatchObject({ ids: ["superseded"], isNormal: true });
  });

  it("leave a reason of the engine alone that passes two in a hundred", () => {
    const bars = reasonBars(
      reasonsSection({ unsure: 900, timedOut: 21, engineDown: 5, failed: 4 }),
    );
    expect(bars.map(({ kind, n }) => [kind, n])).toEqual([
      ["reason", 900],
      ["reason", 21],
      ["engine", 9],
    ]);
    expect(reasonBars(reasonsSection({ unsure: 900, failed: 1 })).map(({ kind }) => kind)).toEqual([
      "reason",
      "reason",
    ]);
  });

  it("are at most seven", () => {
    const rows = reasonsSection({
      ...{ superseded: 90, unsure: 80, blank: 70, midLine: 60, place: 50 },
      ...{ disabled: 40, quotes: 30, secret: 20, brackets: 10 },
    });
    const bars = reasonBars(rows);
    expect(bars).toHaveLength(7);
    expect(bars.at(-1)).toMatchObject({
      kind: "others",
      n: 60,
      ids: ["quotes", "secret", "brackets"],
    });
  });
});

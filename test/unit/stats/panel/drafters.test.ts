import { describe, expect, it } from "vitest";
import { strategies } from "../../../../src/core/decode/strategies";
import {
  activeDrafters,
  draftersFigures,
  draftersSection,
} from "../../../../src/core/stats/panel/drafters";
import { drafterIdOf } from "../../../../src/core/stats/panel/drafterIds";

const counts = {
  "suffix-automaton": { draftedPerPosition: [20, 10], acceptedPerPosition: [12, 6] },
  workspace: { draftedPerPosition: [10], acceptedPerPosition: [2] },
  "trigram-recycling": { draftedPerPosition: [19], acceptedPerPosition: [8] },
  "token-recycling": { draftedPerPosition: [30], acceptedPerPosition: [15] },
  "forced-tokens": { draftedPerPosition: [4], acceptedPerPosition: [4] },
};
const active = activeDrafters("auto");
const rows = draftersSection(counts, 47, active);

describe("draftersSection", () => {
  it("adds up drafters of a kind, those that contributed most first", () => {
    expect(rows.map(({ id, drafted, accepted }) => [id, drafted, accepted])).toEqual([
      ["recycling", 49, 23],
      ["copy", 40, 20],
      ["forced", 4, 4],
      ["pairs", 0, 0],
      ["smallModel", 0, 0],
    ]);
    expect(rows[1]?.names).toEqual(["suffix-automaton", "workspace"]);
  });

  it("says which are asked", () => {
    expect(rows.filter(({ state }) => state === "off").map(({ id }) => id)).toEqual(["smallModel"]);
  });

  it("gives a row of its own to what no drafter is known for", () => {
    const unknown = { draftedPerPosition: [5], acceptedPerPosition: [3] };
    const found = draftersSection({ ...counts, constructor: unknown }, 47 + 3 + 2, active);
    expect(found.find(({ id }) => id === "other")).toMatchObject({ drafted: 7, accepted: 5 });
  });

  it("knows the kind of everything that drafts", () => {
    const unknown = strategies
      .map(({ id }) => id)
      .filter((id) => id !== "auto" && id !== "autoregressive" && drafterIdOf(id) === "other");
    expect(unknown).toEqual([]);
    expect(activeDrafters("autoregressive")).toEqual([]);
    expect(activeDrafters("lookahead")).toEqual(["pairs"]);
  });
});

describe("draftersFigures", () => {
  const figures = draftersFigures(rows, 30);

  it("have a share and its interval from twenty tokens on", () => {
    expect(figures.share).toBeCloseTo(47 / 93);
    expect(figures.rows.map(({ share }) => share)).toEqual([
      23 / 49,
      0.5,
      undefined,
      undefined,
      undefined,
    ]);
    expect(figures.rows[1]?.interval?.low).toBeCloseTo(0.352, 3);
    expect(figures.rows[1]?.interval?.high).toBeCloseTo(0.648, 3);
  });

  it("tell who wrote all tokens, the model one a pass", () => {
    expect(figures.writers.map(({ by, tokens }) => [by, tokens])).toEqual([
      ["recycling", 23],
      ["copy", 20],
      ["others", 4],
      ["model", 30],
    ]);
    expect(figures.numWritten).toBe(77);
  });

  it("tell of no writers where nobody told of passes", () => {
    expect(draftersFigures(rows, 0).writers).toEqual([]);
  });
});

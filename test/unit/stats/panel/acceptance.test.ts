import { describe, expect, it } from "vitest";
import {
  acceptanceFigures,
  acceptanceSection,
  addAcceptance,
  noAcceptance,
} from "../../../../src/core/stats/panel/acceptance";

describe("acceptanceSection", () => {
  it("counts the token that the model writes itself", () => {
    const section = acceptanceSection({
      passes: 20,
      drafted: [20, 15, 10],
      accepted: [15, 10, 5],
    });
    expect(section.mean).toBe((20 + 30) / 20);
    expect(acceptanceFigures(section)?.mean).toBe(2.5);
  });

  it("adds up what was accepted beyond the eighth position, and counts passes that drafted there", () => {
    const accepted = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1];
    const section = acceptanceSection({ passes: 9, accepted, drafted: [...accepted, 1] });
    expect(section.accepted).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 3]);
    expect(section.drafted).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("adds up requests, with drafts or without", () => {
    const drafted = { passes: 1, acceptedPasses: [1], draftedPasses: [1, 1] };
    const plain = { passes: 1, acceptedPasses: [], draftedPasses: [] };
    const all = [drafted, plain, drafted].reduce(addAcceptance, noAcceptance);
    expect(acceptanceSection(all)).toMatchObject({ passes: 3, drafted: [2, 2], accepted: [2] });
  });

  it("has no figure below twenty passes", () => {
    expect(
      acceptanceFigures(acceptanceSection({ passes: 19, drafted: [4], accepted: [4] })),
    ).toBeUndefined();
    expect(acceptanceSection(noAcceptance).mean).toBe(0);
  });

  it("gives shares of all passes", () => {
    const section = acceptanceSection({ passes: 20, drafted: [19, 10], accepted: [16] });
    expect(acceptanceFigures(section)?.positions).toEqual([
      { drafted: 0.95, accepted: 0.8 },
      { drafted: 0.5, accepted: 0 },
    ]);
  });
});

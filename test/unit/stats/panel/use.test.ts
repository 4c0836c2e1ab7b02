import { describe, expect, it } from "vitest";
import { useFigures } from "../../../../src/core/stats/panel/use";
import { leastN } from "../../../../src/core/stats/panel/thresholds";
import { sampleSections } from "../../../support/panelSample";

const { use } = sampleSections;

describe("useFigures", () => {
  it("are shares of what they are parts of", () => {
    expect(useFigures(use)).toEqual({
      ofNewCode: use.acceptedChars / use.newChars,
      shown: use.shown / use.requests,
      accepted: use.accepted / use.shown,
      kept: use.kept / use.keptOf,
      fromMemory: use.typedAlong + use.seen,
      memoryShare: (use.typedAlong + use.seen) / use.shown,
    });
  });

  it("are left out while there is too little to take a share of", () => {
    const few = { ...use, shown: leastN.share - 1, accepted: 1 };
    const { accepted, memoryShare, shown } = useFigures(few);
    expect([accepted, memoryShare]).toEqual([undefined, undefined]);
    expect(shown).toBe((leastN.share - 1) / use.requests);
  });
});

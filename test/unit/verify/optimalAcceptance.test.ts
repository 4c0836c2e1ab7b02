import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { optimalAcceptance } from "../../../src/core/verify/optimalAcceptance";
import { fixedRuns } from "../../support/arbitraries";
import { acceptanceByAllSets, acceptanceByTransport } from "../../support/bestAcceptance";
import { nodeCases, tokenLawOf } from "../../support/ruleLaw";

describe("optimalAcceptance", () => {
  it.each([true, false])(
    "is the best over all sets of tokens and the best transport (distinct: %s)",
    async (isDistinct) => {
      await fc.assert(
        fc.asyncProperty(nodeCases(isDistinct ? "distinct" : "independent"), async (of) => {
          const { law, numDraws } = of;
          const target = Float64Array.from(of.target);
          const found = optimalAcceptance(target, { law, numDraws, isDistinct });
          expect(found).toBeCloseTo(await acceptanceByAllSets(of), 12);
          expect(found).toBeCloseTo(await acceptanceByTransport(of), 12);
        }),
        fixedRuns(200),
      );
    },
  );

  it("grows with the draws, and more where none comes twice", () => {
    const target = Float64Array.of(0.5, 0.2, 0.2, 0.1);
    const law = tokenLawOf([0.1, 0.2, 0.3, 0.4]);
    let before = { independent: 0, distinct: 0 };
    for (const numDraws of [1, 2, 3, 4]) {
      const independent = optimalAcceptance(target, { law, numDraws, isDistinct: false });
      const distinct = optimalAcceptance(target, { law, numDraws, isDistinct: true });
      expect(independent).toBeGreaterThan(before.independent);
      expect(distinct).toBeGreaterThan(before.distinct);
      expect(distinct).toBeGreaterThanOrEqual(independent - 1e-12);
      before = { independent, distinct };
    }
    expect(before.distinct).toBeCloseTo(1, 12);
  });

  it("is exact where almost nothing is left to draw", () => {
    const rest = 1e-9;
    const law = tokenLawOf([0.6 - rest, 0.4, rest]);
    const target = Float64Array.of(0.05, 0.05, 0.9);
    const found = optimalAcceptance(target, { law, numDraws: 2, isDistinct: true });
    // Both draws are tokens 0 and 1 unless token 2 is the first or the second.
    const bothInside = ((0.6 - rest) * 0.4) / (0.4 + rest) + (0.4 * (0.6 - rest)) / 0.6;
    expect(found).toBeCloseTo(1 + 0.1 - bothInside, 12);
  });
});

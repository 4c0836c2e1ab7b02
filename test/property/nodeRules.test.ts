import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { GreedyDraft, greedyDraftAcceptance } from "../../src/core/verify/greedyDraft";
import { KSeq } from "../../src/core/verify/kSeq";
import type { NodeRule } from "../../src/core/verify/nodeRule";
import { optimalAcceptance } from "../../src/core/verify/optimalAcceptance";
import { RecursiveRejection } from "../../src/core/verify/recursiveRejection";
import { fixedRuns } from "../support/arbitraries";
import { acceptanceByAllSets, acceptanceByTransport } from "../support/bestAcceptance";
import { eachAlone, freshDraw } from "../support/mutants/unsubtracted";
import { laws, nodeCases, ruleLaw, tokenLawOf, type NodeCase } from "../support/ruleLaw";

const rules = [
  { drawing: "independent", rule: new RecursiveRejection({ isDistinct: false }) },
  { drawing: "distinct", rule: new RecursiveRejection({ isDistinct: true }) },
  { drawing: "independent", rule: new KSeq() },
  { drawing: "greedy", rule: new GreedyDraft() },
] as const;

/** The largest error in the probability of a token. */
async function errorOf(rule: NodeRule, of: NodeCase): Promise<number> {
  const { tokens } = await ruleLaw(rule, of);
  return Math.max(...tokens.map((p, token) => Math.abs(p - at(of.target, token))));
}

/** 1 - (1 - beta)^k at the least rho for which that is at most rho beta, found by walking down in small steps. */
function kSeqFormula({ target, law, numDraws }: NodeCase): number {
  const accepted = (rho: number): { readonly one: number; readonly any: number } => {
    let one = 0;
    for (const [i, token] of law.ids.entries()) {
      one += Math.min(at(law.probabilities, i), at(target, token) / rho);
    }
    return { one, any: 1 - (1 - one) ** numDraws };
  };
  const isRight = (rho: number): boolean => accepted(rho).any <= rho * accepted(rho).one + 1e-15;
  let rho = numDraws;
  for (let step = 0.1; step > 1e-9; step /= 10) {
    while (rho - step >= 1 && isRight(rho - step)) rho -= step;
  }
  return accepted(rho).any;
}

describe("a token chosen among draws, enumerated over all draws and coins", () => {
  it.each(rules)("has the model's law: $rule.name", async ({ rule, drawing }) => {
    await fc.assert(
      fc.asyncProperty(nodeCases(drawing), async (of) => {
        expect(await errorOf(rule, of)).toBeLessThan(1e-12);
      }),
      fixedRuns(200),
    );
  });

  it.each(rules)(
    "is never a draw more often than possible: $rule.name",
    async ({ rule, drawing }) => {
      await fc.assert(
        fc.asyncProperty(nodeCases(drawing), async (of) => {
          const { acceptance } = await ruleLaw(rule, of);
          expect(acceptance).toBeLessThanOrEqual((await acceptanceByAllSets(of)) + 1e-12);
        }),
        fixedRuns(100),
      );
    },
  );

  it("is a draw as often as possible for greedy drafts", async () => {
    await fc.assert(
      fc.asyncProperty(nodeCases("greedy"), async (of) => {
        const { acceptance } = await ruleLaw(new GreedyDraft(), of);
        expect(acceptance).toBeCloseTo(await acceptanceByTransport(of), 12);
        const { target, law, numDraws } = of;
        const formula = greedyDraftAcceptance(Float64Array.from(target), law, numDraws);
        expect(acceptance).toBeCloseTo(formula, 12);
      }),
      fixedRuns(100),
    );
  });

  it("is a draw of K-SEQ in all but 1/e of the best rule's cases", async () => {
    let worst = 1;
    await fc.assert(
      fc.asyncProperty(nodeCases("independent"), async (of) => {
        const { target, law, numDraws } = of;
        const { acceptance } = await ruleLaw(new KSeq(), of);
        const best = optimalAcceptance(Float64Array.from(target), {
          law,
          numDraws,
          isDistinct: false,
        });
        expect(acceptance).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best - 1e-12);
        // A residual outcome may be a token that was drawn: more than the formula's share.
        expect(acceptance).toBeGreaterThanOrEqual(kSeqFormula(of) - 1e-12);
        worst = Math.min(worst, best > 0 ? acceptance / best : 1);
      }),
      fixedRuns(200),
    );
    // Below the best, or the bound would say nothing.
    expect(worst).toBeLessThan(0.99);
  });

  it("is the one draw with the mass that both laws share, whatever the rule", async () => {
    const pairs = fc.integer({ min: 2, max: 5 }).chain((n) => fc.tuple(laws(n), laws(n)));
    await fc.assert(
      fc.asyncProperty(pairs, async ([target, draft]) => {
        const shared = target.reduce((sum, p, token) => sum + Math.min(p, at(draft, token)), 0);
        for (const { rule, drawing } of rules) {
          const of = { target, law: tokenLawOf(draft), drawing, numDraws: 1 };
          expect((await ruleLaw(rule, of)).acceptance, rule.name).toBeCloseTo(shared, 12);
        }
      }),
      fixedRuns(50),
    );
  });

  it("is the draw for certain where both models say the same", async () => {
    await fc.assert(
      fc.asyncProperty(nodeCases("distinct"), async (of) => {
        const law = tokenLawOf(of.target);
        for (const { rule, drawing } of rules) {
          const { acceptance } = await ruleLaw(rule, { ...of, law, drawing });
          expect(acceptance, rule.name).toBeCloseTo(1, 12);
        }
      }),
      fixedRuns(50),
    );
  });

  it.each([freshDraw, eachAlone])("betrays $name", async (mutant) => {
    const law = tokenLawOf([0.2, 0.5, 0.3]);
    const of = { target: [0.5, 0.3, 0.2], law, drawing: "independent", numDraws: 2 } as const;
    expect(await errorOf(mutant, of)).toBeGreaterThan(0.01);
    expect(await errorOf(new RecursiveRejection({ isDistinct: false }), of)).toBeLessThan(1e-12);
  });

  it("betrays draws without replacement that are weighed as independent ones", async () => {
    const law = tokenLawOf([0.1, 0.2, 0.3, 0.4]);
    const of = { target: [0.4, 0.3, 0.2, 0.1], law, drawing: "distinct", numDraws: 2 } as const;
    expect(await errorOf(new RecursiveRejection({ isDistinct: false }), of)).toBeGreaterThan(0.01);
    expect(await errorOf(new KSeq(), of)).toBeGreaterThan(0.01);
  });
});

import fc from "fast-check";
import { at } from "../../src/core/at";
import type { Drawing } from "../../src/core/draft/draftShape";
import { DrawnTokens } from "../../src/core/draft/tokenSource";
import type { TokenLaw } from "../../src/core/sample/tokenLaw";
import type { NodeRule } from "../../src/core/verify/nodeRule";
import { enumerateLaw, enumeratingCoins } from "./enumerateLaw";

/** A model's law at a node, and how drafts are drawn there. */
export interface NodeCase {
  /** [V] */
  readonly target: readonly number[];
  readonly law: TokenLaw;
  readonly drawing: Drawing;
  readonly numDraws: number;
}

/** What comes out of a rule, over all draws and coins. */
export interface RuleLaw {
  /** [V] */
  readonly tokens: readonly number[];
  /** The probability that a draw is the token. */
  readonly acceptance: number;
}

/** Draws as the drafter does, lets the rule choose, and adds up. */
export async function ruleLaw(rule: NodeRule, of: NodeCase): Promise<RuleLaw> {
  const outcomes = await enumerateLaw((draw) => {
    const coins = enumeratingCoins(draw);
    const { law, drawing, numDraws } = of;
    const source = new DrawnTokens(law, { drawing, numDraws, coins });
    const tokens: number[] = [];
    for (let i = 0; i < numDraws; i++) {
      const token = source.next();
      if (token !== undefined) tokens.push(token);
    }
    const { numChosen } = source;
    const chosen = rule.choose(Float64Array.from(of.target), { law, numChosen, tokens }, coins);
    return Promise.resolve(`${String(chosen)} ${String(tokens.includes(chosen))}`);
  });
  const tokens = of.target.map(() => 0);
  let acceptance = 0;
  for (const [outcome, probability] of outcomes) {
    const [token, isDraw] = outcome.split(" ");
    tokens[Number(token)] = at(tokens, Number(token)) + probability;
    if (isDraw === "true") acceptance += probability;
  }
  return { tokens, acceptance };
}

/** Every sequence of draws that can come up, with its probability. */
export async function drawsOf(
  of: Omit<NodeCase, "target">,
): Promise<readonly { readonly tokens: readonly number[]; readonly probability: number }[]> {
  const outcomes = await enumerateLaw((draw) => {
    const { law, drawing, numDraws } = of;
    const source = new DrawnTokens(law, { drawing, numDraws, coins: enumeratingCoins(draw) });
    const tokens = Array.from({ length: numDraws }, () => source.next() ?? "");
    return Promise.resolve(tokens.join(" ").trim());
  });
  return Array.from(outcomes, ([tokens, probability]) => ({
    tokens: tokens.split(" ").map(Number),
    probability,
  }));
}

/** Laws of some tokens: flat ones, peaked ones, and some with impossible tokens. */
export function laws(numTokens: number): fc.Arbitrary<readonly number[]> {
  return fc
    .array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 1, 1000)), {
      minLength: numTokens,
      maxLength: numTokens,
    })
    .filter((weights) => weights.some((weight) => weight > 0))
    .map((weights) => {
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.map((weight) => weight / total);
    });
}

/** The tokens that a law makes possible, in falling order of their ids, as a law of its own. */
export function tokenLawOf(probabilities: readonly number[]): TokenLaw {
  const ids = Array.from(probabilities.keys())
    .filter((token) => at(probabilities, token) > 0)
    .reverse();
  return {
    ids: Int32Array.from(ids),
    probabilities: Float64Array.from(ids, (token) => at(probabilities, token)),
  };
}

/** Nodes with two to five tokens and one to three draws of a kind. */
export function nodeCases(drawing: Drawing): fc.Arbitrary<NodeCase> {
  return fc
    .integer({ min: 2, max: 5 })
    .chain((numTokens) =>
      fc.tuple(laws(numTokens), laws(numTokens), fc.integer({ min: 1, max: 3 })),
    )
    .map(([target, draft, numDraws]) => ({
      target,
      law: tokenLawOf(draft),
      drawing,
      numDraws,
    }));
}

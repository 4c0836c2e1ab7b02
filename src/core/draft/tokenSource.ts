import { at } from "../at";
import type { TargetRow } from "../model/languageModel";
import type { Coins } from "../sample/coins";
import { likeliest, type TokenLaw } from "../sample/tokenLaw";
import type { Drawing } from "./draftShape";
import { RemainingLaw } from "./remainingLaw";

/** Where the tokens behind a node come from, one after the other. */
export interface TokenSource {
  /** The distribution that they are drawn from; left out where nothing is drawn. */
  readonly law?: TokenLaw;
  /** How many of the first ones are chosen, not drawn. */
  readonly numChosen: number;
  /** What those that may still come have of the probability of all. */
  readonly left: number;
  /** The next token, or `undefined` if there is none. */
  next(): number | undefined;
  /** The draft model's probability of a token behind the node. */
  probabilityOf(token: number): number;
}

/** Draws tokens from a law. */
export class DrawnTokens implements TokenSource {
  readonly law: TokenLaw;
  readonly numChosen: number;
  readonly #chosen: readonly number[];
  readonly #isDistinct: boolean;
  readonly #coins: Coins;
  readonly #remaining: RemainingLaw;
  #numTaken = 0;

  /** @param options `numDraws` is how many are wanted, where that is settled before the first */
  constructor(
    law: TokenLaw,
    options: { readonly drawing: Drawing; readonly numDraws: number; readonly coins: Coins },
  ) {
    const { drawing, numDraws, coins } = options;
    this.law = law;
    this.#chosen = drawing === "greedy" ? likeliest(law, numDraws - 1) : [];
    this.numChosen = this.#chosen.length;
    this.#isDistinct = drawing !== "independent";
    this.#coins = coins;
    this.#remaining = new RemainingLaw(law);
  }

  get left(): number {
    return this.#remaining.total;
  }

  next(): number | undefined {
    if (this.#remaining.total <= 0) return undefined;
    const token = this.#chosen[this.#numTaken] ?? this.#remaining.draw(this.#coins);
    this.#numTaken += 1;
    if (this.#isDistinct) this.#remaining.remove(token);
    return token;
  }

  probabilityOf(token: number): number {
    return at(this.law.probabilities, this.law.ids.indexOf(token));
  }
}

/** A token that was picked, and then the others that a row names, likeliest first: for requests in which nothing is drawn. */
export class RankedTokens implements TokenSource {
  readonly numChosen = 0;
  readonly #tokens: readonly number[];
  readonly #row: TargetRow;
  #numTaken = 0;
  #left = 1;

  constructor(picked: number, row: TargetRow) {
    this.#tokens = [picked, ...row.ids.filter((token) => token !== picked)];
    this.#row = row;
  }

  get left(): number {
    return this.#left;
  }

  next(): number | undefined {
    const token = this.#tokens[this.#numTaken];
    if (token === undefined) return undefined;
    this.#numTaken += 1;
    this.#left = Math.max(0, this.#left - this.probabilityOf(token));
    return token;
  }

  /** That of the model's own distribution; 0 for one that the row does not name. */
  probabilityOf(token: number): number {
    const { ids, logits, logSumExp } = this.#row;
    const rank = ids.indexOf(token);
    return rank < 0 ? 0 : Math.exp(at(logits, rank) - logSumExp);
  }
}

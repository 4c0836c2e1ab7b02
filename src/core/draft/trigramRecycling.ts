import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import { breadthSchedule } from "./breadthSchedule";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, VerifiedStep } from "./drafter";
import type { HitRates, RecyclingTemplate } from "./recyclingTemplate";
import { NUM_CANDIDATES, TokenRecycling } from "./tokenRecycling";
import { TrigramTable } from "./trigramTable";

/** Three tokens in code repeat far less often than one, so most rows that are kept are never read again. */
const NUM_BITS = 16;

/** More than any draft has nodes: paths that cannot be filled give their place to others. */
const NUM_PATHS = 128;

/** Stands for a token before the beginning. */
const NOTHING = -1;

/** Hit rates for rows of three tokens, and for those of one. */
export interface TrigramRates {
  readonly three: HitRates;
  readonly one: HitRates;
}

/**
 * Token recycling that tells contexts of three tokens apart: where the last three were read before, what the model ranked highest
 * then is drafted; elsewhere what it ranked highest behind the last token alone. A single token stands in many contexts, and the
 * row seen last is often that of another one.
 *
 * Worked example: `x )` was last followed by `;` and, behind `if ( x )`, by `{`. The row of `)` has the one that came last; those
 * of `( x )` and `y x )` have their own.
 * Sources: Luo et al. 2024, arXiv:2408.08696, for the rows; Zeng et al. 2024, arXiv:2402.15758, for three tokens as context;
 * Zhang et al. 2026, arXiv:2604.14885, for the shape.
 */
export class TrigramRecycling implements Drafter {
  readonly name = "trigram-recycling";
  readonly numPromptRows: number;
  readonly #rates: TrigramRates;
  readonly #template: Omit<RecyclingTemplate, "rates">;
  readonly #one: TokenRecycling;
  readonly #three = new TrigramTable(NUM_BITS, NUM_CANDIDATES);
  #prompt: Int32Array = new Int32Array(0);
  /** The two tokens before the root. */
  #before: readonly [number, number] = [NOTHING, NOTHING];
  #root = NOTHING;

  constructor(options: {
    readonly vocabSize: number;
    readonly rates: TrigramRates;
    readonly numPromptRows: number;
  }) {
    const { vocabSize, rates, numPromptRows } = options;
    this.#rates = rates;
    this.#one = new TokenRecycling({ vocabSize, hitRates: rates.one, numPromptRows });
    const maxDepth = Math.max(rates.one.length, rates.three.length);
    this.#template = breadthSchedule(NUM_CANDIDATES, { size: NUM_PATHS, maxDepth });
    this.numPromptRows = numPromptRows;
  }

  begin(tokens: Int32Array): void {
    this.#prompt = tokens;
    const tokenAt = (index: number): number => tokens[index] ?? NOTHING;
    this.#before = [tokenAt(tokens.length - 3), tokenAt(tokens.length - 2)];
    this.#root = tokenAt(tokens.length - 1);
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    for (const node of rows) {
      const index = output.cachedLength + at(output.tree.depths, node);
      const tokenAt = (back: number): number => this.#prompt[index - back] ?? NOTHING;
      this.#learn([tokenAt(2), tokenAt(1), tokenAt(0)], output, node);
    }
  }

  draft(into: DraftBuilder): void {
    const { parents, ranks } = this.#template;
    const [first, second] = this.#before;
    const places: (Place | undefined)[] = [this.#placeAt(0, [first, second, into.tokenOf(0)])];
    const depths = [0];
    for (let i = 0; i < parents.length && !into.isFull; i++) {
      const above = places[at(parents, i)];
      const depth = at(depths, at(parents, i));
      depths.push(depth + 1);
      places.push(above && this.#addChild(into, above, { rank: at(ranks, i), depth }));
    }
  }

  observe(step: VerifiedStep): void {
    const { tree } = step.output;
    const contexts: Context[] = [];
    for (let node = 0; node < tree.size; node++) {
      const parent = contexts[at(tree.parents, node)];
      const before = parent === undefined ? this.#before : ([parent[1], parent[2]] as const);
      const context: Context = [...before, at(tree.tokens, node)];
      contexts.push(context);
      this.#learn(context, step.output, node);
    }
    for (const token of step.emitted) {
      this.#before = [this.#before[1], this.#root];
      this.#root = token;
    }
  }

  /** [NUM_CANDIDATES] the tokens remembered, -1 where there are no more, and whether behind all three tokens or behind the last alone. */
  candidates([first, second, third]: Context): Candidates {
    const tokens = this.#three.get(first, second, third);
    return tokens === undefined
      ? { tokens: this.#one.candidates(third), numTokens: 1 }
      : { tokens, numTokens: 3 };
  }

  #placeAt(node: number, context: Context): Place {
    return { node, context, behind: this.candidates(context) };
  }

  #learn(context: Context, output: StepOutput, node: number): void {
    const [first, second, third] = context;
    const { ids } = output.row(node);
    this.#one.learn(third, ids);
    if (first !== NOTHING) this.#three.set(first, second, third, ids);
  }

  #addChild(
    into: DraftBuilder,
    above: Place,
    choice: { readonly rank: number; readonly depth: number },
  ): Place | undefined {
    const [, second, third] = above.context;
    const { rank, depth } = choice;
    const { tokens, numTokens } = above.behind;
    const token = at(tokens, rank);
    const rates = numTokens === 3 ? this.#rates.three : this.#rates.one;
    const probability = rates[depth]?.[rank];
    if (token === NOTHING || probability === undefined) return undefined;
    const guess = { source: this.name, rank, matchLength: numTokens, probability };
    const node = into.add(above.node, token, guess);
    return node < 0 ? undefined : this.#placeAt(node, [second, third, token]);
  }
}

/** Three tokens in sequence; -1 where the text had not begun. */
export type Context = readonly [number, number, number];

interface Candidates {
  readonly tokens: Int32Array;
  readonly numTokens: 1 | 3;
}

/** A node of the draft, the last three tokens up to it, and what may follow. */
interface Place {
  readonly node: number;
  readonly context: Context;
  readonly behind: Candidates;
}

import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import type { Coins } from "./coins";
import { logSumExp } from "./logSumExp";
import type { ScoredRow } from "./scoredRow";
import type { PickerLaws, TokenLaw } from "./tokenLaw";
import { keptTokens, type TruncationRule } from "./truncation";

/** Distributions out of scored rows: softmax(scores), cut off by the rules. */
export class ScoredLaws implements PickerLaws {
  readonly #parts: ScoredLawsParts;

  constructor(parts: ScoredLawsParts) {
    this.#parts = parts;
  }

  async whole(output: StepOutput, node: number): Promise<Float64Array> {
    const { rowOf, rules, vocabSize } = this.#parts;
    const row = rowOf(output, node);
    if (rules.length === 0) return softmaxOf(await row.whole());
    const { ids, scores } = await keptTokens(row, rules);
    const kept = softmaxOf(scores);
    const law = new Float64Array(vocabSize);
    for (const [i, token] of ids.entries()) law[token] = at(kept, i);
    return law;
  }

  async top(output: StepOutput, node: number): Promise<TokenLaw> {
    const { rowOf, rules } = this.#parts;
    const row = rowOf(output, node);
    const { ids, scores } = rules.length === 0 ? row : await keptTokens(row, rules);
    return { ids, probabilities: softmaxOf(scores) };
  }

  coins(stream: number, place: number): Coins {
    return this.#parts.coins(stream, place);
  }
}

/** What laws are made from. */
export interface ScoredLawsParts {
  readonly rowOf: (output: StepOutput, node: number) => ScoredRow;
  readonly rules: readonly TruncationRule[];
  readonly vocabSize: number;
  readonly coins: (stream: number, place: number) => Coins;
}

function softmaxOf(scores: Float64Array): Float64Array {
  const logZ = logSumExp(scores);
  const law = new Float64Array(scores.length);
  for (let i = 0; i < law.length; i++) law[i] = Math.exp(at(scores, i) - logZ);
  return law;
}

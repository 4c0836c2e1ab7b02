import { at } from "../at";
import { heldBytes } from "../constrain/heldBytes";
import type { Constraint } from "../constrain/constraint";
import type { StepOutput, TargetRow } from "../model/languageModel";
import { greedyPicker } from "../sample/greedyPicker";
import { concatBytes } from "../tokens/concatBytes";
import type { Vocabulary } from "../tokens/vocabulary";
import { spellBehind } from "./spellBehind";

/** Of a token that stands so far down that it is not among a row's first ones. */
const unlikely = 0.01;

/** A token of the draft model, as far as it reaches beyond what it was given. */
interface Piece {
  /** Where it ends in the text behind the cursor, in bytes. */
  readonly end: number;
  readonly probability: number;
}

/** What a draft model writes behind a text: first what stands there once more, for its tokens may end elsewhere, and then more. */
export class DraftWriting {
  readonly #vocabulary: Vocabulary;
  readonly #constraint: Constraint<number>;
  readonly #tokens: number[];
  /** What its first tokens have to spell. */
  readonly #held: Uint8Array;
  #numSpelt = 0;
  #text: Uint8Array;
  readonly #pieces: Piece[] = [];
  #hasEnded = false;

  /** @param start the tokens before it, what stands behind these, and the whole text behind the cursor that ends with that */
  constructor(
    start: {
      readonly tokens: readonly number[];
      readonly held: Uint8Array;
      readonly text: Uint8Array;
    },
    vocabulary: Vocabulary,
  ) {
    this.#vocabulary = vocabulary;
    this.#constraint = heldBytes(start.held, vocabulary);
    this.#tokens = [...start.tokens];
    this.#held = start.held;
    this.#text = start.text;
  }

  /** All tokens, those before it included. */
  get tokens(): readonly number[] {
    return this.#tokens;
  }

  /** The whole text behind the cursor. */
  get text(): Uint8Array {
    return this.#text;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether all that stands there is spelt. */
  get isFree(): boolean {
    return this.#constraint.isFree(this.#numSpelt);
  }

  end(): void {
    this.#hasEnded = true;
  }

  /**
   * How the tokenizer would spell what stands there and is not spelt yet. The model mostly does so, too, and then one pass is enough
   * for all of it.
   */
  likelySpelling(): Int32Array {
    return spellBehind(this.#vocabulary, [], this.#held.subarray(this.#numSpelt));
  }

  /**
   * Says what the model finds the most probable behind a node, whose path from the root is that of the last tokens.
   *
   * @returns the token, or nothing where the text ends
   */
  async say(output: StepOutput, node: number): Promise<number | undefined> {
    const constraint = this.#constraint;
    const numSpelt = this.#numSpelt;
    const token = await greedyPicker.pick(output, node, constraint, numSpelt);
    const probability = this.isFree
      ? shareOf(token, output.row(node))
      : shareOf(token, output.row(node), (other) => constraint.admits(numSpelt, other));
    const bytes = this.#vocabulary.bytesOf(token);
    // A mark, or a token without text: whichever it is, no text follows that could be drafted.
    this.#hasEnded = bytes.length === 0;
    if (this.#hasEnded) return undefined;
    this.#tokens.push(token);
    this.#numSpelt = constraint.next(numSpelt, token);
    const added = bytes.subarray(Math.min(bytes.length, this.#held.length - numSpelt));
    if (added.length > 0) {
      this.#text = concatBytes([this.#text, added]);
      this.#pieces.push({ end: this.#text.length, probability });
    }
    return token;
  }

  /** How probable the model finds the bytes of the text from `from` up to `to`: all tokens that begin before have to come true. */
  chanceOf(from: number, to: number): number {
    let chance = 1;
    let begin = 0;
    for (const { end, probability } of this.#pieces) {
      if (begin >= to) break;
      if (end > from) chance *= probability;
      begin = end;
    }
    return chance;
  }
}

/** The probability of a token among those that are admitted, as far as the row's first ones tell. */
function shareOf(token: number, row: TargetRow, admits?: (token: number) => boolean): number {
  const { ids, logits, logSumExp } = row;
  const probabilityAt = (rank: number): number => Math.exp(at(logits, rank) - logSumExp);
  const ranks = Array.from(ids.keys());
  const all =
    admits === undefined
      ? 1
      : ranks
          .filter((rank) => admits(at(ids, rank)))
          .reduce((sum, rank) => sum + probabilityAt(rank), 0);
  const rank = ids.indexOf(token);
  return rank < 0 ? unlikely : Math.min(1, probabilityAt(rank) / all);
}

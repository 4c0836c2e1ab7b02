import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import { numShared } from "../tokens/numShared";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { ownText } from "./ownText";
import type { TextIndex } from "./textIndex";

/** How many of the row's tokens are tried. */
const mostRanks = 16;

/** How far a text is copied behind one of the better half of them, and of the others. */
const lengthOfBetter = 4;
const lengthOfOthers = 3;

/** How often what followed one, two or three tokens before follows them again, to begin with: a guess for calibration to replace. */
const chanceBehind = [0.3, 0.45, 0.6] as const;

/**
 * Drafts what the model ranked high one token too early. The row that gave the last token often holds the one behind it, too: the
 * tokens of a phrase are probable at any of its places. Each of them is continued with what stood in the text behind it, after the
 * same tokens if it did.
 *
 * Worked example: the row behind `for (` had `let` first, which was taken, and `i` and `const` next. `i` is drafted below `let`,
 * and, because the text has `let i = 0`, `= 0` below it; then `const`.
 * Source: LogitSpec, Liu et al. 2025, arXiv:2507.01449; the texts are merged in one tree here.
 */
export class LastLogitRanks implements Drafter {
  readonly name = "logit-ranks";
  /** The row that says which token comes after the prompt's last but one. */
  readonly numPromptRows = 1;
  readonly #index: TextIndex;
  /** Of the last row that was read, the most probable tokens first. */
  #ranked: readonly { readonly token: number; readonly probability: number }[] = [];

  /** @param index where tokens are looked up; it belongs to this object from now on */
  constructor(index: TextIndex) {
    this.#index = index;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    const text = ownText(tokens, request);
    const known = numShared(this.#index.tokens, text);
    this.#index.truncate(known);
    for (let i = known; i < text.length; i++) this.#index.push(at(text, i));
    this.#ranked = [];
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    const last = rows[rows.length - 1];
    if (last !== undefined) this.#read(output, last);
  }

  draft(into: DraftBuilder): void {
    const root = into.tokenOf(0);
    const others = this.#ranked.filter(({ token }) => token !== root).slice(0, mostRanks);
    for (const [rank, { token, probability }] of others.entries()) {
      if (into.isFull) return;
      const node = into.add(0, token, { source: this.name, rank, matchLength: 0, probability });
      const length = rank < mostRanks / 2 ? lengthOfBetter : lengthOfOthers;
      if (node >= 0) this.#continue(into, { node, token, length });
    }
  }

  observe({ output, path, emitted }: VerifiedStep): void {
    for (const token of emitted) this.#index.push(token);
    this.#read(output, at(path, path.length - 1));
  }

  /** Copies what stood behind the most recent of the places that are most like the text's end with `token` behind it. */
  #continue(
    into: DraftBuilder,
    from: { readonly node: number; readonly token: number; readonly length: number },
  ): void {
    const { tokens } = this.#index;
    this.#index.push(from.token);
    const [match] = this.#index.matches();
    if (match !== undefined) {
      const probability = chanceBehind[Math.min(match.length, chanceBehind.length) - 1] ?? 0;
      let { node } = from;
      for (let i = 0; i < from.length && node >= 0; i++) {
        const token = tokens[match.end + 1 + i];
        if (token === undefined || token < 0) break;
        const matchLength = match.length + i;
        node = into.add(node, token, { source: this.name, rank: 0, matchLength, probability });
      }
    }
    this.#index.truncate(tokens.length - 1);
  }

  #read(output: StepOutput, node: number): void {
    const { ids, logits, logSumExp } = output.row(node);
    this.#ranked = Array.from(ids.subarray(0, mostRanks + 1), (token, i) => ({
      token,
      probability: Math.exp(at(logits, i) - logSumExp),
    }));
  }
}

import { at } from "../at";
import { unconstrained } from "../constrain/unconstrained";
import type { StepOutput } from "../model/languageModel";
import type { Clock } from "../ports";
import type { TokenPicker } from "../sample/tokenPicker";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { DraftReader } from "./draftReader";
import type { Guess } from "./guess";
import type { DraftModel } from "./draftModel";

export interface DraftModelDrafterParts {
  readonly draft: DraftModel;
  readonly clock: Clock;
  /** Above 0 and at most 1. Read at every draft. */
  readonly minProbability: number;
}

interface Drafting {
  readonly asked: DraftRequest;
  readonly picker: TokenPicker;
}

/** A token beside the chain. */
interface Side {
  readonly parent: number;
  readonly token: number;
  readonly probability: number;
  readonly guess: Guess;
}

/**
 * Drafts what a smaller model would write: a chain, each token chosen as the request chooses its own, with the same noise, so
 * that two models that think alike also draw alike. Beside it stand other tokens that are likely enough, for they cost the small
 * model nothing more.
 *
 * How likely a path is to be kept is estimated by the product of the small model's own probabilities. A path below
 * `minProbability` is not drafted, and the draft ends where the likeliest one falls below it.
 *
 * The small model's cache follows the committed tokens: the next draft forgets what was rejected, and a prompt pays only for
 * what differs from the tokens before. Where the small model fails, the request goes on without it, and behind more tokens
 * than it can hold it drafts nothing.
 *
 * Worked example: behind `for` the small model gives `(` 0.9 and, behind that, `let` 0.5 and `const` 0.4. With a least
 * probability of 0.3 the draft is `(`, `( let` (0.45) and `( const` (0.36).
 * Sources: Huang et al. 2024, arXiv:2405.19715, for ending a draft by the product; Li et al. 2024, arXiv:2406.16858, for a
 * draft model's probabilities as estimates of what is kept.
 */
export class DraftModelDrafter implements Drafter {
  readonly name = "draft-model";
  readonly numPromptRows = 0;
  readonly #parts: DraftModelDrafterParts;
  readonly #reader: DraftReader;
  #committed: number[] = [];
  /** `undefined` once the small model has failed in this request. */
  #drafting: Drafting | undefined;

  /** @param parts the draft model's cache belongs to this object from now on */
  constructor(parts: DraftModelDrafterParts) {
    this.#parts = parts;
    this.#reader = new DraftReader(parts.draft.model, parts.clock);
  }

  begin(tokens: Int32Array, asked: DraftRequest): void {
    this.#committed = Array.from(tokens);
    this.#drafting = { asked, picker: asked.pickerFor(() => this.#reader.tokens) };
  }

  observePrompt(): void {
    // The rows are the large model's.
  }

  async readPrompt(): Promise<void> {
    if (!this.#reader.hasRoomFor(this.#committed.length)) return;
    const tokens = Int32Array.from(this.#committed);
    await this.#attempt(({ asked }) => this.#reader.read(tokens, asked));
  }

  draft(into: DraftBuilder): void | Promise<void> {
    const canAdd =
      !into.isFull && into.maxDepth > 0 && this.#reader.hasRoomFor(this.#committed.length);
    if (canAdd) return this.#attempt((drafting) => this.#grow(into, drafting));
  }

  observe(step: VerifiedStep): void {
    this.#committed.push(...step.emitted);
  }

  async #attempt(work: (drafting: Drafting) => Promise<void>): Promise<void> {
    if (this.#drafting === undefined) return;
    try {
      await work(this.#drafting);
    } catch (error) {
      this.#drafting = undefined;
      this.#parts.draft.onFailure(error);
    }
  }

  async #grow(into: DraftBuilder, drafting: Drafting): Promise<void> {
    const { minProbability } = this.#parts;
    const { picker } = drafting;
    const sides: Side[] = [];
    const drafted: number[] = [];
    let output = await this.#run(drafted, drafting);
    let node = 0;
    let above = 1;
    for (let depth = 1; output !== undefined; depth++) {
      const end = output.tree.size - 1;
      const { ids, logits, logSumExp } = output.row(end);
      const probabilities = Array.from(logits, (logit) => above * Math.exp(logit - logSumExp));
      above = at(probabilities, 0);
      const isLikely = above >= minProbability;
      const token = isLikely ? await picker.pick(output, end, unconstrained, 0) : undefined;
      this.#reader.keep(output);
      if (token === undefined) break;
      for (const [rank, probability] of probabilities.entries()) {
        if (probability < minProbability) break;
        if (at(ids, rank) === token) continue;
        // The chain's token is the first choice, whatever its rank in the row.
        const guess = this.#guess(rank + 1, Math.exp(at(logits, rank) - logSumExp));
        sides.push({ parent: node, token: at(ids, rank), probability, guess });
      }
      const rank = ids.indexOf(token);
      const chance = rank < 0 ? minProbability : Math.exp(at(logits, rank) - logSumExp);
      node = into.add(node, token, this.#guess(0, chance));
      if (node < 0 || into.isFull || depth >= into.maxDepth) break;
      drafted.push(token);
      output = await this.#run(drafted, drafting);
    }
    sides.sort((a, b) => b.probability - a.probability);
    for (const { parent, token, guess } of sides) into.add(parent, token, guess);
  }

  #guess(rank: number, probability: number): Guess {
    return { source: this.name, rank, matchLength: 0, probability };
  }

  /** A pass whose last node is the last committed token, or the last of those that were drafted behind it. */
  #run(drafted: readonly number[], { asked, picker }: Drafting): Promise<StepOutput | undefined> {
    const tokens = Int32Array.from([...this.#committed, ...drafted]);
    return this.#reader.runLast(tokens, asked, { wantsLogits: picker.wantsLogits ?? false });
  }
}

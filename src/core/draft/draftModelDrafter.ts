import { at } from "../at";
import { unconstrained } from "../constrain/unconstrained";
import { TimedChunks } from "../decode/chunkSize";
import { DEFAULT_CHUNK_TOKENS, prefill } from "../decode/prefill";
import type { StepOutput } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import type { Clock } from "../ports";
import type { TokenPicker } from "../sample/tokenPicker";
import { chainTree } from "../tree/chainTree";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import type { Guess } from "./guess";
import type { DraftModel } from "./draftModel";

/** A gentle pass over a prompt takes about as long at most. */
const mostGentleMs = 50;

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
  readonly #sequence: Sequence;
  readonly #gentleChunks = new TimedChunks(mostGentleMs);
  #committed: number[] = [];
  /** `undefined` once the small model has failed in this request. */
  #drafting: Drafting | undefined;

  /** @param parts the draft model's cache belongs to this object from now on */
  constructor(parts: DraftModelDrafterParts) {
    this.#parts = parts;
    this.#sequence = new Sequence(parts.draft.model);
  }

  begin(tokens: Int32Array, asked: DraftRequest): void {
    this.#committed = Array.from(tokens);
    this.#drafting = { asked, picker: asked.pickerFor(() => this.#sequence.tokens) };
  }

  observePrompt(): void {
    // The rows are the large model's.
  }

  async readPrompt(): Promise<void> {
    if (!this.#hasRoomFor(this.#committed.length)) return;
    await this.#attempt((drafting) => this.#feed(Int32Array.from(this.#committed), drafting));
  }

  draft(into: DraftBuilder): void | Promise<void> {
    const canAdd = !into.isFull && into.maxDepth > 0 && this.#hasRoomFor(this.#committed.length);
    if (canAdd) return this.#attempt((drafting) => this.#grow(into, drafting));
  }

  observe(step: VerifiedStep): void {
    this.#committed.push(...step.emitted);
  }

  #hasRoomFor(numTokens: number): boolean {
    return numTokens <= this.#parts.draft.model.maxLength;
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

  /** Brings all of `tokens` but the last into the cache, and forgets what is there instead. */
  async #feed(tokens: Int32Array, { asked }: Drafting): Promise<void> {
    const chunks = this.#gentleChunks;
    let begunMs = this.#parts.clock.now();
    this.#sequence.reuse(tokens);
    await prefill(tokens, {
      model: this.#parts.draft.model,
      sequence: this.#sequence,
      drafter: this,
      get chunkTokens() {
        return asked.isGentle ? chunks.numTokens : DEFAULT_CHUNK_TOKENS;
      },
      interruption: () => asked.isInterrupted() || undefined,
      onChunk: (numTokens) => {
        const nowMs = this.#parts.clock.now();
        if (asked.isGentle) chunks.took(numTokens, nowMs - begunMs);
        begunMs = nowMs;
      },
    });
  }

  async #grow(into: DraftBuilder, drafting: Drafting): Promise<void> {
    const { minProbability } = this.#parts;
    const { picker } = drafting;
    const sides: Side[] = [];
    let output = await this.#readCommitted(drafting);
    let node = 0;
    let above = 1;
    for (let depth = 1; output !== undefined; depth++) {
      const end = output.tree.size - 1;
      const { ids, logits, logSumExp } = output.row(end);
      const probabilities = Array.from(logits, (logit) => above * Math.exp(logit - logSumExp));
      above = at(probabilities, 0);
      const isLikely = above >= minProbability;
      const token = isLikely ? await picker.pick(output, end, unconstrained, 0) : undefined;
      this.#keep(output);
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
      output = await this.#run(Int32Array.of(token), drafting);
    }
    sides.sort((a, b) => b.probability - a.probability);
    for (const { parent, token, guess } of sides) into.add(parent, token, guess);
  }

  #guess(rank: number, probability: number): Guess {
    return { source: this.name, rank, matchLength: 0, probability };
  }

  /** A pass whose last node is the last committed token. */
  async #readCommitted(drafting: Drafting): Promise<StepOutput | undefined> {
    const tokens = Int32Array.from(this.#committed);
    this.#sequence.reuse(tokens);
    // Seldom: what is missing is the last token, and the one before it where all of the last draft was kept.
    if (tokens.length - this.#sequence.cachedLength > DEFAULT_CHUNK_TOKENS) {
      await this.#feed(tokens, drafting);
    }
    return this.#run(tokens.slice(this.#sequence.cachedLength), drafting);
  }

  /** Runs `tokens` as a chain and asks for the last one's row; `undefined` if there is no room, or nobody waits any more. */
  async #run(tokens: Int32Array, { asked, picker }: Drafting): Promise<StepOutput | undefined> {
    const hasRoom = this.#hasRoomFor(this.#sequence.cachedLength + tokens.length);
    if (!hasRoom || asked.isInterrupted()) return undefined;
    return this.#parts.draft.model.forward(chainTree(tokens), Int32Array.of(tokens.length - 1), {
      wantsLogits: picker.wantsLogits ?? false,
    });
  }

  #keep(output: StepOutput): void {
    this.#sequence.keep(
      output,
      output.tree.tokens.map((_, index) => index),
    );
  }
}

import type { Clock } from "../ports";
import type { TokenPicker } from "../sample/tokenPicker";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { DraftReader } from "./draftReader";
import type { DraftModel } from "./draftModel";
import { DraftModelTree } from "./draftModelTree";
import { passPays } from "./passPays";
import { PassTime } from "./passTime";

/** A pass that reads more tokens than the last one and what was kept before it says little about those that draft. */
const mostUsual = 2;

export interface DraftModelDrafterParts {
  readonly draft: DraftModel;
  readonly clock: Clock;
  /** Above 0 and at most 1. Read at every draft. */
  readonly minProbability: number;
  /** Milliseconds of a pass of the model over so many nodes; where nobody knows, all is drafted that is probable. */
  readonly costOf?: ((numNodes: number) => number) | undefined;
}

interface Drafting {
  readonly asked: DraftRequest;
  readonly picker: TokenPicker;
}

/**
 * Drafts what a smaller model would write, as a tree that grows where that model is surest. How likely a path is to be kept is
 * estimated by the product of its probabilities, as far as experience with them has not told better. It grows pass by pass while
 * another pass promises more tokens a millisecond, its own time weighed against the large model's; a path below `minProbability`
 * is not drafted.
 *
 * The small model's cache follows the committed tokens: the next draft forgets what was rejected, and a prompt pays only for
 * what differs from the tokens before. Where the small model fails, the request goes on without it, and behind more tokens
 * than it can hold it drafts nothing.
 *
 * Worked example: behind `for` the small model gives `(` 0.9 and, behind that, `let` 0.5 and `const` 0.4. With a least
 * probability of 0.3 the draft is `(`, `( let` (0.45) and `( const` (0.36).
 * Sources: Huang et al. 2024, arXiv:2405.19715, for ending a draft by the product; Li et al. 2024, arXiv:2406.16858, for a
 * draft model's probabilities as estimates of what is kept; weighing the two models' times is ours.
 */
export class DraftModelDrafter implements Drafter {
  readonly name = "draft-model";
  readonly numPromptRows = 0;
  readonly #parts: DraftModelDrafterParts;
  readonly #reader: DraftReader;
  #committed: number[] = [];
  readonly #passTime = new PassTime();
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

  async #grow(into: DraftBuilder, { asked, picker }: Drafting): Promise<void> {
    const { minProbability, draft, clock, costOf } = this.#parts;
    const begunMs = clock.now();
    const tokens = Int32Array.from(this.#committed);
    const wantsLogits = picker.wantsLogits ?? false;
    const first = await this.#reader.runLast(tokens, asked, { wantsLogits });
    if (first === undefined) return;
    if (first.tree.size <= mostUsual) this.#passTime.took(clock.now() - begunMs);
    const { model } = draft;
    const tree = new DraftModelTree({
      ...{ into, source: this.name, minProbability, picker, model, first },
    });
    // A level a pass at most: what is behind the likeliest is as deep as the passes are many.
    for (let numPasses = 1; ; numPasses++) {
      await tree.guess();
      const hopes = tree.hopes();
      if (hopes.length === 0 || numPasses >= into.maxDepth || asked.isInterrupted()) break;
      const spentMs = clock.now() - begunMs;
      const prospect = { chances: tree.chances, hopes, spentMs, passMs: this.#passTime.ms };
      if (!passPays(prospect, costOf)) break;
      await tree.run();
      this.#passTime.took(clock.now() - begunMs - spentMs);
    }
    const { output, path } = tree.end;
    this.#reader.keepPath(output, path);
  }
}

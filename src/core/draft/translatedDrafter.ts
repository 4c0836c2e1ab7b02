import { at } from "../at";
import type { Clock } from "../ports";
import { concatBytes } from "../tokens/concatBytes";
import { encodeUtf8 } from "../tokens/utf8";
import type { DraftBuilder } from "./draftBuilder";
import type { DraftModel, Translation } from "./draftModel";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { DraftWriter } from "./draftWriter";
import { passPays } from "./passPays";
import { PassTime } from "./passTime";
import { spellBehind } from "./spellBehind";

export interface TranslatedDrafterParts {
  readonly draft: DraftModel & { readonly translation: Translation };
  readonly clock: Clock;
  /** Above 0 and at most 1: text that the draft model finds less probable is not drafted. */
  readonly minProbability: number;
  /** Milliseconds of a pass of the model over so many nodes; where nobody knows, all is drafted that is probable. */
  readonly costOf?: ((numNodes: number) => number) | undefined;
}

const noBytes = new Uint8Array(0);

/**
 * Drafts with a model of another vocabulary, through the text: the draft model is asked about the document in its own tokens and its
 * own format, and what it writes is spelt in the tokens of the model that it drafts for. So any model can draft for any other.
 *
 * It is greedy, at every temperature: with tokens of its own it cannot draw what the other draws. A token is as likely as the draft
 * model's tokens that begin in it. The last one may go on with what the draft model would say next, so it is left out unless the text
 * ends there.
 *
 * Worked example: the draft model writes `con`, `st `, `x`, the other has the tokens `const` and ` x`. Behind ` x` the draft model
 * might go on to ` xs`, so `const` is drafted.
 * Source: Timor et al. 2025, arXiv:2502.05202, for drafting through text; healing what a token of the other cuts in two is ours.
 */
export class TranslatedDrafter implements Drafter {
  readonly name = "draft-model";
  readonly numPromptRows = 0;
  readonly #parts: TranslatedDrafterParts;
  readonly #writer: DraftWriter;
  readonly #passTime = new PassTime();
  /** The last of the committed tokens at least. */
  #committed: number[] = [];
  /** Bytes before the cursor that the first tokens spell once more, and all bytes since the prompt. */
  #held: Uint8Array = noBytes;
  #spelt: Uint8Array = noBytes;
  /** Whether the draft model has read a place in this request and has not failed. */
  #isAsked = false;

  /** @param parts the draft model's cache belongs to this object from now on */
  constructor(parts: TranslatedDrafterParts) {
    const { draft, clock } = parts;
    const { from, format } = draft.translation;
    this.#parts = parts;
    this.#writer = new DraftWriter({ model: draft.model, clock, from, format });
  }

  begin(tokens: Int32Array, asked: DraftRequest): void {
    const { document, numHeldBytes = 0 } = asked;
    this.#committed = Array.from(tokens);
    this.#spelt = noBytes;
    this.#isAsked = false;
    if (document === undefined) return;
    // A unit is a byte at least; one more, so that no pair is cut that counts.
    const end = encodeUtf8(document.prefix.slice(-numHeldBytes - 1));
    this.#held = end.slice(end.length - numHeldBytes);
    try {
      this.#writer.begin(document, asked);
      this.#isAsked = true;
    } catch (error) {
      this.#parts.draft.onFailure(error);
    }
  }

  observePrompt(): void {
    // The rows are the large model's.
  }

  async readPrompt(): Promise<void> {
    await this.#attempt(() => this.#writer.readPrompt());
  }

  draft(into: DraftBuilder): void | Promise<void> {
    const canAdd = this.#isAsked && !into.isFull && into.maxDepth > 0;
    if (canAdd) return this.#attempt(() => this.#grow(into));
  }

  observe({ emitted }: VerifiedStep): void {
    const { to } = this.#parts.draft.translation;
    this.#committed.push(...emitted);
    this.#spelt = concatBytes([this.#spelt, ...Array.from(emitted, (token) => to.bytesOf(token))]);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (!this.#isAsked) return;
    try {
      await work();
    } catch (error) {
      this.#isAsked = false;
      this.#parts.draft.onFailure(error);
    }
  }

  async #grow(into: DraftBuilder): Promise<void> {
    const { draft, minProbability, clock, costOf } = this.#parts;
    const begunMs = clock.now();
    const writer = this.#writer;
    // Where the model is held to these one by one, some may still have to be spelt.
    const unspelt = this.#held.subarray(Math.min(this.#held.length, this.#spelt.length));
    writer.follow(this.#spelt.subarray(Math.min(this.#held.length, this.#spelt.length)));
    const chain = new Chain(into, this.name);
    for (;;) {
      const bytes = concatBytes([unspelt, writer.ahead]);
      const chanceAt = (end: number): number => writer.chanceOf(Math.max(0, end - unspelt.length));
      const tokens = spellBehind(draft.translation.to, this.#committed, bytes);
      const { hasEnded } = writer;
      const settled = hasEnded ? tokens : tokens.subarray(0, -1);
      let end = 0;
      for (const [place, token] of settled.entries()) {
        const above = chanceAt(end);
        end += draft.translation.to.bytesOf(token).length;
        const chance = chanceAt(end);
        if (chance < minProbability || !chain.set(place, token, chance / above)) return;
      }
      const hope = chanceAt(bytes.length);
      if (hasEnded || hope < minProbability) return;
      const spentMs = clock.now() - begunMs;
      const passMs = this.#passTime.ms;
      if (!passPays({ chances: chain.chances, hopes: [hope], spentMs, passMs }, costOf)) return;
      if ((await writer.write()) === "interrupted") return;
      this.#passTime.took(clock.now() - begunMs - spentMs);
    }
  }
}

/** A chain below the root that is told again and again as it grows, and whose end may change. */
class Chain {
  readonly #into: DraftBuilder;
  readonly #source: string;
  /** The root and what is there of the chain. */
  readonly #nodes = [0];

  /** Path probabilities of its tokens. */
  get chances(): readonly number[] {
    return this.#nodes.slice(1).map((node) => this.#into.chanceOf(node));
  }

  constructor(into: DraftBuilder, source: string) {
    this.#into = into;
    this.#source = source;
  }

  /** Says which token stands at a place. Returns whether it is there. */
  set(place: number, token: number, probability: number): boolean {
    const known = this.#nodes[place + 1];
    if (known !== undefined && this.#into.tokenOf(known) === token) return true;
    const guess = { source: this.#source, rank: 0, matchLength: 0, probability };
    const node = this.#into.add(at(this.#nodes, place), token, guess);
    if (node < 0) return false;
    this.#nodes.length = place + 1;
    this.#nodes.push(node);
    return true;
  }
}

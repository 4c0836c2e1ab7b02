import { ForetypeError } from "../errors";
import { findHealing } from "../heal/healings";
import type { HealPlan, Healer } from "../heal/healer";
import type { FimFormat, FimOrder } from "../model/fimFormat";
import type { Clock } from "../ports";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { fitContext, type PromptContext } from "./contextBudget";
import { findMarks, type FimMarks } from "./fimMarks";
import { fimPrompt } from "./fimPrompt";
import { defaultOptions, type CompletionOptions, type CompletionRequest } from "./request";

/** With less room for prefix and suffix there is nothing to complete from. */
const minContextTokens = 16;

/** The path's largest share of a prompt. */
const maxPathShare = 0.25;

/** A prompt, and what holds the model to the text before the cursor. */
export interface PreparedPrompt {
  readonly tokens: Int32Array;
  readonly plan: HealPlan;
  /** The part of the document that it shows. */
  readonly context: PromptContext;
  readonly ms: { readonly tokenise: number; readonly heal: number };
}

/** Chooses what of a document the model sees, heals the cursor and puts the prompt together. */
export class PromptMaker {
  readonly marks: FimMarks;
  readonly #maxLength: number;
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;
  readonly #order: FimOrder;
  readonly #clock: Clock;
  /** By the id of the healing, made when first asked for. */
  readonly #healers = new Map<string, Healer>();

  /** @throws model/bad-tokenizer if the vocabulary lacks a mark of the format */
  constructor(parts: {
    /** Most positions of the model. */
    readonly maxLength: number;
    readonly vocabulary: Vocabulary;
    readonly encoder: CachedEncoder;
    readonly format: FimFormat;
    readonly clock: Clock;
  }) {
    this.marks = findMarks(parts.format.tokens, parts.vocabulary);
    this.#maxLength = parts.maxLength;
    this.#vocabulary = parts.vocabulary;
    this.#encoder = parts.encoder;
    this.#order = parts.format.order;
    this.#clock = parts.clock;
    // Sorting a large vocabulary takes a moment, which the first request need not wait for.
    this.#healerOf(defaultOptions.healing);
  }

  /**
   * @param request with "\n" as its only line end
   * @throws user/bad-argument if there is no room for a prompt, or no such healing
   */
  prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    const begun = this.#clock.now();
    const room = this.#room(options);
    const path = this.#encodePath(request.path, room);
    const numFixed = fimPrompt(this.marks, { path, prefix: noTokens, suffix: noTokens }, 0).length;
    const context = fitContext(request, room - numFixed, (text) => {
      return this.#encoder.encode(text).length;
    });
    const suffix = this.#encoder.encode(context.suffix);
    const fitted = this.#clock.now();
    const plan = this.#healerOf(options.healing).plan(context.prefix);
    const healed = this.#clock.now();
    const holeStart = this.#order === "psm" ? plan.tokens.length : 0;
    const tokens = fimPrompt(this.marks, { path, prefix: plan.tokens, suffix }, holeStart);
    const tokenise = fitted - begun + (this.#clock.now() - healed);
    return { tokens, plan, context, ms: { tokenise, heal: healed - fitted } };
  }

  #healerOf(id: string): Healer {
    const known = this.#healers.get(id);
    if (known !== undefined) return known;
    const healer = findHealing(id).createHealer(this.#vocabulary, this.#encoder);
    this.#healers.set(id, healer);
    return healer;
  }

  /** The path and a line break; nothing if it would take the place of too much code. */
  #encodePath(path: string, room: number): Int32Array {
    const tokens = this.#encoder.encode(`${path}\n`);
    return tokens.length <= room * maxPathShare ? tokens : noTokens;
  }

  /** Most tokens of a prompt that leaves room for what is generated behind it. */
  #room({ maxPromptTokens, maxTokens }: CompletionOptions): number {
    const room = Math.min(maxPromptTokens, this.#maxLength - maxTokens);
    if (room >= minContextTokens) return room;
    throw new ForetypeError(
      "user/bad-argument",
      `There is room for a prompt of ${String(room)} tokens only. Allow more prompt tokens, or fewer to generate: ` +
        `the model holds ${String(this.#maxLength)} in all.`,
    );
  }
}

const noTokens = new Int32Array(0);

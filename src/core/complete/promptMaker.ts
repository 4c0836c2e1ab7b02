import { contextRoom } from "../context/contextRoom";
import { ContextTokens, noContext, type ShownContext } from "../context/contextTokens";
import { ForetypeError } from "../errors";
import type { HealPlan } from "../heal/healer";
import type { Healers } from "../heal/healers";
import type { FimFormat, FimLayout, HoleStart } from "../model/fimFormat";
import type { Clock } from "../ports";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { fitContext, type PromptContext, type TokenCounters } from "./contextBudget";
import { draftHints, type DraftHints } from "./draftHints";
import { findMarks, type FimMarks } from "./fimMarks";
import { fimPrompt, type PromptParts } from "./fimPrompt";
import { findHole } from "./findHole";
import { defaultOptions, type CompletionOptions, type CompletionRequest } from "./request";

/** With less room for prefix and suffix there is nothing to complete from. */
const minContextTokens = 16;

/** The largest share of a prompt that a path may take, and a repository's name. */
const maxNameShare = 0.25;

/** What of a request its prompt depends on. */
type AskedPlace = Pick<CompletionRequest, "path" | "repository" | "prefix" | "suffix" | "context">;
type PromptOptions = Pick<
  CompletionOptions,
  "healing" | "maxPromptTokens" | "maxContextTokens" | "maxTokens"
>;

/** A prompt, and what holds the model to the text before the cursor. */
export interface PreparedPrompt {
  readonly tokens: Int32Array;
  readonly plan: HealPlan;
  /**
   * What the plan heals, up to the cursor: the text from the hole's start, or the whole text before the cursor where the hole
   * starts at the cursor.
   */
  readonly healed: string;
  /** The part of the document that it shows. */
  readonly context: PromptContext;
  /** Tokens of text from elsewhere, and of the document's own outline. */
  readonly numContextTokens: number;
  /** False where there is text after the cursor and the model has no marks to be shown it with. */
  readonly seesSuffix: boolean;
  /** What drafts may be made from. */
  readonly hints: DraftHints;
  readonly ms: { readonly tokenise: number; readonly heal: number };
}

/** Chooses what of a document the model sees, heals the cursor and puts the prompt together. */
export class PromptMaker {
  readonly marks: FimMarks;
  readonly #maxLength: number;
  readonly #encoder: CachedEncoder;
  readonly #layout: FimLayout;
  readonly #holeStart: HoleStart;
  readonly #clock: Clock;
  readonly #contextTokens: ContextTokens;
  /** What stands before and from the hole is tokenised apart, and may have more tokens so. */
  readonly #counters: TokenCounters = {
    prefix: (text) => {
      const hole = this.#holeOf(text);
      return this.#numTokens(text.slice(0, hole)) + this.#numTokens(text.slice(hole));
    },
    suffix: (text) => this.#numTokens(text),
  };
  readonly #healers: Pick<Healers, "get">;

  /** @throws model/bad-tokenizer if the vocabulary lacks a token of the format */
  constructor(parts: {
    /** Most positions of the model. */
    readonly maxLength: number;
    readonly vocabulary: Vocabulary;
    readonly encoder: CachedEncoder;
    readonly healers: Pick<Healers, "get">;
    readonly format: FimFormat;
    readonly clock: Clock;
  }) {
    this.marks = findMarks(parts.format, parts.vocabulary);
    this.#maxLength = parts.maxLength;
    this.#healers = parts.healers;
    this.#encoder = parts.encoder;
    this.#layout = parts.format.layout;
    // Without marks there is no hole: all text before the cursor is one stream.
    this.#holeStart = this.marks.fim === undefined ? "window" : parts.format.holeStart;
    this.#clock = parts.clock;
    this.#contextTokens = new ContextTokens(
      (text) => this.#encoder.encode(text),
      this.marks.fim === undefined ? undefined : this.marks.file,
    );
    // Sorting a large vocabulary takes a moment, which the first request need not wait for.
    this.#healers.get(defaultOptions.healing);
  }

  /**
   * @param request with "\n" as its only line end
   * @throws user/bad-argument if there is no room for a prompt, or no such healing
   */
  prepare(request: AskedPlace, options: PromptOptions): PreparedPrompt {
    const begun = this.#clock.now();
    const room = this.#room(options);
    const names = {
      repository: this.#encodeName(request.repository ?? "", room),
      path: this.#encodeName(request.path, room),
    };
    const numFixed = this.#promptOf({ ...names, ...noText, ...noContext }).length;
    const canSeeSuffix = this.marks.fim !== undefined;
    const shown = { prefix: request.prefix, suffix: canSeeSuffix ? request.suffix : "" };
    const context = fitContext(shown, room - numFixed, this.#counters);
    const suffix = this.#encoder.encode(context.suffix);
    const hole = this.#holeOf(context.prefix);
    const beforeHole = this.#encoder.encode(context.prefix.slice(0, hole));
    const elsewhere = this.#elsewhere(
      { ...request, ...shown, window: context },
      { ...options, room, numFixed, isNamed: names.path.length > 0 },
    );
    const fitted = this.#clock.now();
    const healed = context.prefix.slice(hole);
    const plan = this.#healers.get(options.healing).plan(healed);
    const planned = this.#clock.now();
    const stream =
      this.#holeStart === "cursor"
        ? { beforeHole: plan.tokens, fromHole: noTokens }
        : { beforeHole, fromHole: plan.tokens };
    const tokens = this.#promptOf({ ...names, ...elsewhere, ...stream, suffix });
    const hints = draftHints(request, { ...stream, held: plan.held }, this.#encoder);
    const tokenise = fitted - begun + (this.#clock.now() - planned);
    const ms = { tokenise, heal: planned - fitted };
    const seesSuffix = canSeeSuffix || request.suffix.trim() === "";
    const numContextTokens = elsewhere.others.length + elsewhere.outline.length;
    return { tokens, plan, healed, context, numContextTokens, seesSuffix, hints, ms };
  }

  /** What is shown besides the text around the cursor, which comes first: what it leaves is the room. */
  #elsewhere(
    asked: AskedPlace & { readonly window: PromptContext },
    options: PromptOptions & {
      readonly room: number;
      readonly numFixed: number;
      readonly isNamed: boolean;
    },
  ): ShownContext {
    const { path, prefix, suffix, window } = asked;
    const { maxContextTokens: limit, room, numFixed, isNamed } = options;
    if (limit === 0) return noContext;
    const { prefix: countPrefix, suffix: countSuffix } = this.#counters;
    const numTextTokens = numFixed + countPrefix(window.prefix) + countSuffix(window.suffix);
    const isWhole = window.prefix === prefix && window.suffix === suffix;
    const maxTokens = contextRoom(limit, {
      ...{ numPositions: this.#maxLength - options.maxTokens, textRoom: room },
      ...{ numTextTokens, isWhole },
    });
    const document = { path, whole: { prefix, suffix }, window };
    // Without a path of its own the document would go on with the last of the others.
    const pieces = isNamed || this.marks.file === undefined ? asked.context : [];
    return this.#contextTokens.of(document, pieces ?? [], maxTokens);
  }

  #numTokens(text: string): number {
    return this.#encoder.encode(text).length;
  }

  #promptOf(parts: PromptParts): Int32Array {
    return fimPrompt(this.marks, parts, this.#layout);
  }

  /**
   * Where the text that is healed begins. Where the hole starts at the cursor that is the whole text: the hole then starts where
   * its plan ends.
   */
  #holeOf(prefix: string): number {
    return this.#holeStart === "cursor" ? 0 : findHole(prefix, this.#holeStart);
  }

  /** A name and a line break; nothing if there is none, or if it would take the place of too much code. */
  #encodeName(name: string, room: number): Int32Array {
    if (name === "") return noTokens;
    const tokens = this.#encoder.encode(`${name}\n`);
    return tokens.length <= room * maxNameShare ? tokens : noTokens;
  }

  /** Most tokens of a prompt that leaves room for what is generated behind it. */
  #room({ maxPromptTokens, maxTokens }: PromptOptions): number {
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
const noText = { beforeHole: noTokens, fromHole: noTokens, suffix: noTokens };

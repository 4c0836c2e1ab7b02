import type { Outcome } from "../../src/core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../../src/core/complete/request";
import type { Timers } from "../../src/extension/timers";
import { aSuggestion } from "./completionFixtures";

export interface AuthorEngineParts {
  readonly timers: Timers;
  /** What the author writes. */
  readonly text: string;
  /** Probability, 0..1, that the engine guesses a word. */
  readonly accuracy: number;
  readonly answerMs: number;
}

/** Lines of a block. */
const mostLines = 4;

/**
 * An engine that knows what the author of a text writes next, but for words that it gets wrong: always the same ones, as a greedy model
 * does, and with such a word its text ends.
 */
export class AuthorEngine {
  readonly calls: CompletionRequest[] = [];
  readonly #parts: AuthorEngineParts;

  constructor(parts: AuthorEngineParts) {
    this.#parts = parts;
  }

  complete(
    request: CompletionRequest,
    _options: CompletionOptions,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    this.calls.push(request);
    const { timers, answerMs } = this.#parts;
    return new Promise((resolve) => {
      const timer = timers.after(answerMs, () => {
        const text = this.continuation(request);
        resolve(text === "" ? { kind: "none", reason: "emptyCompletion" } : aSuggestion(text));
      });
      signal?.addEventListener("abort", () => {
        timer.dispose();
        resolve({ kind: "none", reason: "cancelled" });
      });
    });
  }

  /** What it says at a place. */
  continuation({ prefix, shape }: Pick<CompletionRequest, "prefix" | "shape">): string {
    const { text } = this.#parts;
    if (!text.startsWith(prefix)) return "unexpected();";
    const lines = text.slice(prefix.length).split("\n");
    const right = lines
      .slice(0, shape === "line" ? 1 : mostLines)
      .join("\n")
      .trimEnd();
    for (const { index } of right.matchAll(/\w+/g)) {
      if (this.#misses(prefix.length + index)) return `${right.slice(0, index)}wrong`;
    }
    return right;
  }

  /** A word that has been begun is guessed. */
  #misses(offset: number): boolean {
    if (/\w/.test(this.#parts.text.charAt(offset - 1))) return false;
    // Knuth's multiplicative hash.
    const share = (Math.imul(offset + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
    return share >= this.#parts.accuracy;
  }
}

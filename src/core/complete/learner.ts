import type { Clock } from "../ports";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { concatTokens } from "../tokens/concatTokens";
import type { Lesson } from "./lesson";

/** A request that comes meanwhile waits no longer. */
const mostMs = 5;

export interface LearnerParts {
  /** One of its own: the texts would drive what the prompts need out of a shared one. */
  readonly encoder: Pick<CachedEncoder, "pieces">;
  readonly clock: Clock;
  /** Where the tokens of other texts go. */
  readonly texts: {
    set(name: string, tokens: Int32Array): void;
    delete(name: string): void;
  };
  /** Where those of accepted suggestions go. */
  readonly accepted: { add(tokens: Int32Array): void };
}

interface Reading {
  readonly lesson: Exclude<Lesson, { readonly kind: "forget" }>;
  readonly pieces: Iterator<Int32Array>;
  readonly parts: Int32Array[];
}

/**
 * Tokenises what drafts may be made from, a few lines at a time, so that it can be done between requests.
 *
 * Of several lessons about one name only the latest is read. A line is never divided: whoever hands in texts sees to it that their
 * lines were typed by people.
 */
export class Learner {
  readonly #parts: LearnerParts;
  #waiting: Lesson[] = [];
  #reading: Reading | undefined;

  constructor(parts: LearnerParts) {
    this.#parts = parts;
  }

  /** Takes note of it, to be studied later. */
  learn(lesson: Lesson): void {
    if (lesson.kind !== "accepted") {
      const { name } = lesson;
      this.#waiting = this.#waiting.filter((other) => !isAbout(other, name));
      if (this.#reading !== undefined && isAbout(this.#reading.lesson, name)) {
        this.#reading = undefined;
      }
    }
    this.#waiting.push(lesson);
  }

  /**
   * Studies for about 5 ms at most.
   *
   * @returns whether there is more to study
   */
  study(): boolean {
    const { clock } = this.#parts;
    const endMs = clock.now() + mostMs;
    while (this.#readOn()) {
      if (clock.now() >= endMs) return this.#reading !== undefined || this.#waiting.length > 0;
    }
    return false;
  }

  /** Reads a few lines. @returns false if there was nothing to read */
  #readOn(): boolean {
    const { encoder, texts } = this.#parts;
    if (this.#reading === undefined) {
      const lesson = this.#waiting.shift();
      if (lesson === undefined) return false;
      if (lesson.kind === "forget") texts.delete(lesson.name);
      else this.#reading = { lesson, pieces: encoder.pieces(lesson.text), parts: [] };
      return true;
    }
    const { lesson, pieces, parts } = this.#reading;
    const piece = pieces.next();
    if (piece.done !== true) {
      parts.push(piece.value);
      return true;
    }
    this.#reading = undefined;
    this.#know(lesson, concatTokens(parts));
    return true;
  }

  #know(lesson: Reading["lesson"], tokens: Int32Array): void {
    const { texts, accepted } = this.#parts;
    if (lesson.kind === "text") texts.set(lesson.name, tokens);
    else accepted.add(tokens);
  }
}

function isAbout(lesson: Lesson, name: string): boolean {
  return lesson.kind !== "accepted" && lesson.name === name;
}

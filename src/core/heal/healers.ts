import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Healer } from "./healer";
import { findHealing } from "./healings";

/** A healer of each kind over one vocabulary, made when first asked for: what it has found out serves every later prompt. */
export class Healers {
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;
  /** By the id of the healing. */
  readonly #healers = new Map<string, Healer>();

  constructor(vocabulary: Vocabulary, encoder: CachedEncoder) {
    this.#vocabulary = vocabulary;
    this.#encoder = encoder;
  }

  /** @throws user/bad-argument if there is no such healing */
  get(id: string): Healer {
    const known = this.#healers.get(id);
    if (known !== undefined) return known;
    const healer = findHealing(id).createHealer(this.#vocabulary, this.#encoder);
    this.#healers.set(id, healer);
    return healer;
  }
}

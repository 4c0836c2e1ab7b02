import { at } from "../at";
import type { PairTest } from "./pairTest";
import { characterLength, decodeUtf8, encodeUtf8 } from "./utf8";
import type { Vocabulary } from "./vocabulary";

/**
 * What pre-tokenisers ask about a character beyond ASCII. Two characters with the same answers are split alike, whatever stands
 * around them.
 */
const questions = [
  /\p{L}/u,
  /[\p{Lu}\p{Lt}]/u,
  /\p{Ll}/u,
  /\p{M}/u,
  /\p{N}/u,
  /\p{Nd}/u,
  /\p{P}/u,
  /\p{S}/u,
  /\s/u,
  /\p{Z}/u,
  /\p{C}/u,
  /\p{Script=Han}/u,
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
];

/**
 * The characters that the bytes at the end of a token can still become, as far as the tokenizer would write their other
 * bytes behind it as tokens of their own. Remembered by token, as finding them asks about up to thousands of pairs.
 */
export class CharacterEndings {
  readonly #vocabulary: Pick<Vocabulary, "size" | "bytesOf">;
  readonly #pairs: PairTest;
  readonly #known = new Map<string, readonly (readonly string[])[]>();
  /** Tokens that are nothing but inner bytes of a character. */
  #continuations: readonly number[] | undefined;

  constructor(vocabulary: Pick<Vocabulary, "size" | "bytesOf">, pairs: PairTest) {
    this.#vocabulary = vocabulary;
    this.#pairs = pairs;
  }

  /**
   * Characters in groups of one kind, those that no pre-tokeniser tells apart.
   *
   * @param token the one that ends inside the character
   * @param begun the character's bytes so far, 1..3; some may belong to tokens before `token`
   */
  of(token: number, begun: Uint8Array): readonly (readonly string[])[] {
    const key = `${token}:${begun.join()}`;
    let endings = this.#known.get(key);
    if (endings === undefined) {
      endings = byKind(this.#collect(token, begun));
      this.#known.set(key, endings);
    }
    return endings;
  }

  #collect(token: number, begun: Uint8Array): readonly string[] {
    const length = characterLength(at(begun, 0));
    const found: string[] = [];
    const goOn = (before: number, bytes: Uint8Array): void => {
      if (bytes.length === length) {
        const character = decodeUtf8(bytes);
        // What is no character at all (a surrogate, a point beyond the last) reads as others.
        if (String(encodeUtf8(character)) === String(bytes)) found.push(character);
        return;
      }
      for (const next of this.#allContinuations()) {
        const more = this.#vocabulary.bytesOf(next);
        if (bytes.length + more.length > length) continue;
        if (this.#pairs.isCanonical(before, next)) goOn(next, Uint8Array.of(...bytes, ...more));
      }
    };
    goOn(token, begun);
    return found;
  }

  #allContinuations(): readonly number[] {
    this.#continuations ??= Array.from({ length: this.#vocabulary.size }, (_, id) => id).filter(
      (id) => {
        const bytes = this.#vocabulary.bytesOf(id);
        const isInner = bytes.every((byte) => byte >= 0x80 && byte < 0xc0);
        return bytes.length > 0 && bytes.length <= 3 && isInner;
      },
    );
    return this.#continuations;
  }
}

function byKind(characters: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<number, string[]>();
  for (const character of characters) {
    let kind = 0;
    for (const question of questions) kind = kind * 2 + (question.test(character) ? 1 : 0);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [character]);
    else group.push(character);
  }
  return [...groups.values()];
}

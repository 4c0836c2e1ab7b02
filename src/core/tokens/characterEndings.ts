import { at } from "../at";
import { characterLength } from "./utf8";

/**
 * What pre-tokenisers ask about a character beyond ASCII. Two characters with the same answers are cut alike, whatever stands
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

/** Behind the first byte of four there are 200,000 characters; so many of them are taken. */
const maxCharacters = 4096;

/** The characters that bytes can still become, in groups of one kind. Remembered, as a group may hold thousands. */
export class CharacterEndings {
  readonly #known = new Map<string, readonly (readonly string[])[]>();

  /**
   * @param begun the first bytes of a character, 1..3
   * @returns groups of characters that no pre-tokeniser tells apart; none if the bytes begin no character. Complete,
   * except for the first byte of four alone, where they are a sample
   */
  of(begun: Uint8Array): readonly (readonly string[])[] {
    const key = begun.join();
    let groups = this.#known.get(key);
    if (groups === undefined) {
      groups = byKind(charactersFrom(begun));
      this.#known.set(key, groups);
    }
    return groups;
  }
}

/**
 * Neighbours in the order have different inner bytes: where some merge with the bytes before, one that does not is found soon.
 */
function* charactersFrom(begun: Uint8Array): Generator<string> {
  const length = characterLength(at(begun, 0));
  const numPoints = 64 ** (length - begun.length);
  let first = at(begun, 0) & (0xff >> (length + 1));
  for (const byte of begun.subarray(1)) {
    if (byte < 0x80 || byte >= 0xc0) return;
    first = first * 64 + (byte & 0x3f);
  }
  first *= numPoints;
  // Odd, so that every point of the 2^n comes once; the golden ratio spreads them evenly.
  const step = Math.floor(numPoints * 0.618) | 1;
  // Below this a shorter form is the only one.
  const lowest = [0, 0x80, 0x800, 0x10000][length - 1] ?? 0;
  for (let i = 0; i < numPoints && i < maxCharacters; i++) {
    const point = first + ((i * step) % numPoints);
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (point >= lowest && point <= 0x10ffff && !isSurrogate) yield String.fromCodePoint(point);
  }
}

function byKind(characters: Iterable<string>): readonly (readonly string[])[] {
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

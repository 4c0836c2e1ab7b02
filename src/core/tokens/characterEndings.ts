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

/** Of the 200,000 characters behind a first byte alone each 61st is taken: a prime, so that all last bytes come. */
const sparseStep = 61;

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

function* charactersFrom(begun: Uint8Array): Generator<string> {
  const length = characterLength(at(begun, 0));
  const numFree = 6 * (length - begun.length);
  let first = at(begun, 0) & (0xff >> (length + 1));
  for (const byte of begun.subarray(1)) first = (first << 6) | (byte & 0x3f);
  first <<= numFree;
  const last = Math.min(first + 2 ** numFree - 1, 0x10ffff);
  // Below these a shorter form is the only one.
  const lowest = [0, 0x80, 0x800, 0x10000][length - 1] ?? 0;
  const step = numFree > 12 ? sparseStep : 1;
  for (let point = Math.max(first, lowest); point <= last; point += step) {
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (!isSurrogate) yield String.fromCodePoint(point);
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

import { describe, expect, it } from "vitest";
import { CharacterEndings } from "../../../src/core/tokens/characterEndings";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";

const endings = new CharacterEndings();

const beginnings = [
  [0xc2],
  [0xdf],
  [0xe0],
  [0xe2, 0x80],
  [0xed],
  [0xed, 0x9f],
  [0xf0, 0x9f],
  [0xf0, 0x9f, 0x98],
  [0xf4, 0x8f],
];

describe("CharacterEndings", () => {
  it("knows every character that begins so", () => {
    const expected = beginnings.map((): string[] => []);
    for (let point = 0x80; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      const bytes = encodeUtf8(character);
      for (const [i, begun] of beginnings.entries()) {
        if (begun.every((byte, place) => bytes[place] === byte)) expected[i]?.push(character);
      }
    }
    const found = beginnings.map((begun) => endings.of(Uint8Array.from(begun)).flat());
    expect(found.map((characters) => characters.sort().join(""))).toEqual(
      expected.map((characters) => characters.sort().join("")),
    );
  });

  it.each([[[0xe0, 0x80]], [[0xed, 0xa0]], [[0xf0, 0x80]], [[0xf4, 0x90]], [[0xe5, 0x61]]])(
    "finds none behind %j, which begin no character",
    (begun) => {
      expect(endings.of(Uint8Array.from(begun))).toEqual([]);
    },
  );

  it("takes a sample of each kind behind the first byte of four", () => {
    const groups = endings.of(Uint8Array.of(0xf0));
    for (const kind of [/\p{Lu}/u, /\p{Ll}/u, /\p{Script=Han}/u, /\p{Nd}/u, /\p{So}/u, /\p{M}/u]) {
      expect(groups.some((group) => group.every((character) => kind.test(character)))).toBe(true);
    }
    expect(groups.flat().length).toBeLessThan(10_000);
  });

  it("keeps kinds apart", () => {
    const groups = endings.of(Uint8Array.of(0xe2, 0x80));
    const of = (character: string): number =>
      groups.findIndex((group) => group.includes(character));
    expect(of("\u2003")).toBe(of("\u2002"));
    const kinds = ["\u2003", "\u200d", "\u2014", "\u201c"].map(of);
    expect(kinds[0]).not.toBe(kinds[1]);
    expect(kinds[1]).not.toBe(kinds[2]);
    expect(kinds[2]).toBe(kinds[3]);
  });
});

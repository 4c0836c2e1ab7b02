import { describe, expect, it } from "vitest";
import { ContextTest } from "../../../src/core/tokens/contextTest";
import { Derivations } from "../../../src/core/tokens/derivations";
import { MergeTable } from "../../../src/core/tokens/mergeTable";
import { PairTest } from "../../../src/core/tokens/pairTest";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";

/** A byte-level BPE: 256 bytes, then what `merges` make, each `left|right`; the last id is a mark. */
function toy(
  expression: RegExp,
  merges: readonly string[],
  wholes: readonly string[] = [],
): (left: readonly string[], token: string) => boolean {
  const tokens: Uint8Array[] = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const ids = new Map(tokens.map((bytes, token) => [String(bytes), token]));
  const id = (text: string): number => ids.get(String(bytesOf(text))) ?? -1;
  const add = (text: string): void => {
    if (id(text) !== -1) return;
    ids.set(String(bytesOf(text)), tokens.length);
    tokens.push(bytesOf(text));
  };
  const table = new MergeTable(
    merges.map((merge) => {
      const [left = "", right = ""] = merge.split("|");
      add(left + right);
      return { left: id(left), right: id(right), result: id(left + right) };
    }),
  );
  wholes.forEach(add);
  const mark = tokens.length;
  const vocabulary = {
    size: mark + 1,
    bytesOf: (token: number) => tokens[token] ?? new Uint8Array(0),
    isSpecial: (token: number) => token === mark,
  };
  const derivations = new Derivations(vocabulary.size, table, (token) =>
    Array.from(vocabulary.bytesOf(token)),
  );
  const context = new ContextTest({
    vocabulary,
    byteTokens: Array.from({ length: 256 }, (_, byte) => byte),
    pretokenise: (text) =>
      (text.match(expression) ?? []).map((piece) => ({
        numBytes: encodeUtf8(piece).length,
        token: wholes.includes(piece) ? id(piece) : undefined,
      })),
    pairs: new PairTest(table, derivations),
  });
  return (left, token) => context.writes(left.map(id), token === "<mark>" ? mark : id(token));
}

/** "\xNN" in a token's name is a byte, everything else its UTF-8. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(
    text
      .split(/(\\x[0-9a-f]{2})/)
      .flatMap((part) =>
        part.startsWith("\\x") ? [parseInt(part.slice(2), 16)] : Array.from(encodeUtf8(part)),
      ),
  );
}

const words =
  /[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;
const shortForms = /'ll|'s| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const fromTheRight = /\p{L}+|\p{N}{1,3}(?=(?:\p{N}{3})*(?:\P{N}|$))|[^\p{L}\p{N}]+/gu;
const merges = [" | ", "  |  ", " |a", "a|b", "1|2", ";|\n", "\n|\n", "l|l", "'|ll"];

describe("ContextTest", () => {
  it.each([
    [["  "], "a", false],
    [[" "], " a", true],
    [["  "], " a", true],
    [["  "], "1", false],
    [[" ", " "], "1", true],
    [[" "], " ", true], // before a digit
    [[" ", " "], "a", false],
    [[], " a", true],
    [["a"], "b", false],
    [["a"], " ", true],
    [["a"], "  ", true],
    [["1"], "2", false],
    [["12", "1"], "2", true], // groups of three, so this 2 begins one
    [[";"], "\n", false],
    [[";\n"], "\n", true],
    [["\n"], "\n", false],
    [["a", ";"], "a", true],
    [["a"], ";a", false],
    [["a"], "<mark>", false],
  ])("with blanks that go to the word, behind %j, judges %j right", (left, token, expected) => {
    expect(toy(words, merges)(left, token)).toBe(expected);
  });

  it.each([
    [[], "'ll", true],
    [["'"], "l", true], // `'l` is two pretokens, and one only if another `l` follows
    [["'"], "ll", false],
    [["a"], "'ll", true],
    [["'", "s"], "ab", true], // behind the short form a word begins
    [["a"], "b", false],
  ])("with short forms, behind %j, judges %j right", (left, token, expected) => {
    expect(toy(shortForms, merges)(left, token)).toBe(expected);
  });

  it("lets a word begin behind a short form in three tokens", () => {
    const writes = toy(shortForms, ["l|a"]);
    expect(writes(["'", "l", "l"], "a")).toBe(true);
    expect(writes(["s", "l", "l"], "a")).toBe(false);
  });

  it("writes the first half of a short form that does not merge whole", () => {
    expect(toy(shortForms, ["'|l"])([], "'l")).toBe(true);
    expect(toy(shortForms, ["l|l", "'|l"])([], "'l")).toBe(false);
  });

  it.each([
    [["1"], "2", true], // 1 234
    [["1", "2"], "3", true], // 1 234
    [["1", "2", "3"], ";", false], // 12 3
    [["12", "3"], ";", true],
    [["1", "2", "3", "4"], ";", true], // 1 234
  ])(
    "with digits in threes from the right, behind %j, judges %j right",
    (left, token, expected) => {
      expect(toy(fromTheRight, merges)(left, token)).toBe(expected);
    },
  );

  it.each([
    [[], "abc", true],
    [["ab"], "c", true], // of a longer word
    [["ab", "c"], " ", false],
    [["ab", "c"], "d", true],
    [[" "], "abc", false], // ` abc` is one pretoken, and no token
  ])("where whole pretokens are tokens, behind %j, judges %j right", (left, token, expected) => {
    expect(toy(words, merges, ["abc"])(left, token)).toBe(expected);
  });

  it.each([
    [["\\xc3"], "\\xa9", true],
    [[], "\\xc3", true],
    [[], "\\xa9", false],
    [["\\xc3"], "a", false],
    [["  "], "\\xe2\\x80", true], // a wide blank may come of it, and blanks stay together
    [["  "], "\\xe6", false], // only letters, which the last blank would go to
    [[" "], " \\xe6", true],
    [["\\xf0"], "\\x9f", true],
    [["\\xf4"], "\\x90", false],
    [["\\xed"], "\\xa0", false],
    [["a", "\\xe2\\x80"], "\\x83", true],
  ])("of parts of characters, behind %j, judges %j right", (left, token, expected) => {
    const parts = [...merges, "\\xe2|\\x80", " |\\xe6"];
    expect(toy(words, parts)(left, token)).toBe(expected);
  });
});

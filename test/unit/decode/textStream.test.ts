import { describe, expect, it } from "vitest";
import { TextStream } from "../../../src/core/decode/textStream";

/** What is taken after each piece. */
function pieces(...parts: readonly (readonly number[])[]): string[] {
  const stream = new TextStream();
  const bytes: number[] = [];
  return parts.map((part) => {
    bytes.push(...part);
    return stream.take(Uint8Array.from(bytes));
  });
}

describe("TextStream", () => {
  it.each([
    { why: "letters at once", parts: [[97, 98], [99]], taken: ["ab", "c"] },
    { why: "two bytes of one character together", parts: [[0xc3], [0xa9]], taken: ["", "é"] },
    { why: "three bytes one by one", parts: [[0xe2], [0x82], [0xac]], taken: ["", "", "€"] },
    {
      why: "four bytes in two",
      parts: [
        [97, 0xf0, 0x9f],
        [0x98, 0x80],
      ],
      taken: ["a", "😀"],
    },
    { why: "a character that is broken off", parts: [[0xe2, 0x82], [97]], taken: ["", "\ufffda"] },
    { why: "a byte that begins nothing", parts: [[0xff], [0x80]], taken: ["\ufffd", "\ufffd"] },
    { why: "nothing twice", parts: [[97], []], taken: ["a", ""] },
  ])("gives $why", ({ parts, taken }) => {
    expect(pieces(...parts)).toEqual(taken);
  });

  it("does not count what waits", () => {
    const stream = new TextStream();
    stream.take(Uint8Array.of(97, 0xe2, 0x82));
    expect(stream.numTakenBytes).toBe(1);
  });
});

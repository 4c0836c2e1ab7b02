import { expect, it } from "vitest";
import { threefry2x32Into } from "../../../src/core/sample/threefry";

// Known answers of Threefry-2x32-20 that its authors publish with their reference code (Random123, kat_vectors).
it.each([
  { counter: [0, 0], key: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  {
    counter: [0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x1cb996fc, 0xbb002be7],
  },
  {
    counter: [0x243f6a88, 0x85a308d3],
    key: [0x13198a2e, 0x03707344],
    words: [0xc4923a9c, 0x483df7a0],
  },
] as const)("gives the published words for counter $counter", ({ counter, key, words }) => {
  const out = new Uint32Array(2);
  threefry2x32Into(out, key, counter);
  expect(Array.from(out)).toEqual(words);
});

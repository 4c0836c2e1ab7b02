import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../../src/core/tokens/utf8";

describe("encodeUtf8", () => {
  it.each(["", "plain", "é", "日本", "𝒳", "a𝒳é\n", "\u{10ffff}", "\ufeffx", "\0"])(
    "encodes %j",
    (text) => {
      expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
    },
  );

  it.each(["\ud83d", "\ude00x", "a\ud83d\ud83d\ude00"])(
    "replaces lone surrogates in %j",
    (text) => {
      expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
    },
  );
});

describe("decodeUtf8", () => {
  const reference = new TextDecoder("utf-8", { ignoreBOM: true });

  it("reads every pair of bytes, alone and within text, as the standard says", () => {
    const wrong: Uint8Array[] = [];
    for (let lead = 0; lead < 256; lead++) {
      for (let second = 0; second < 256; second++) {
        const pair = Uint8Array.of(0x61, lead, second, 0x80, 0x62);
        for (const bytes of [pair, pair.subarray(1, 3)]) {
          if (decodeUtf8(bytes) !== reference.decode(bytes)) wrong.push(bytes);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([0xf0, 0xf1, 0xf4, 0xf5])(
    "reads sequences after the byte %d, whole and broken off",
    (lead) => {
      for (const second of [0x7f, 0x80, 0x8f, 0x90, 0xbf, 0xc0]) {
        for (const third of [0x41, 0x80, 0xbf, 0xf0]) {
          const bytes = Uint8Array.of(lead, second, third, 0x80);
          for (let end = 1; end <= 4; end++) {
            expect(decodeUtf8(bytes.subarray(0, end))).toBe(
              reference.decode(bytes.subarray(0, end)),
            );
          }
        }
      }
    },
  );
});

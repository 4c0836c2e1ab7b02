import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ggmlFormats } from "../../../../src/runtime/ggml/ggmlFormats";

const file = fileURLToPath(new URL("../../../fixtures/ggml/goldenBlocks.json", import.meta.url));
const golden = JSON.parse(readFileSync(file, "utf8")) as Record<
  string,
  { readonly blocks: string; readonly floats: string }
>;

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, "base64"));
}

/** The bits of floats, all that are no number alike: which of them an operation gives is not defined. */
function bitsOf(floats: Float32Array): Uint32Array {
  const canonical = floats.map((value) => (Number.isNaN(value) ? NaN : value));
  return new Uint32Array(canonical.buffer);
}

describe("ggmlFormats", () => {
  it("has a golden block for each format", () => {
    expect(Object.keys(golden).toSorted()).toEqual(Object.keys(ggmlFormats).toSorted());
  });

  it.each(Object.values(ggmlFormats))(
    "$type reads the floats that the gguf package reads, bit for bit",
    (format) => {
      const { blocks = "", floats = "" } = golden[format.type] ?? {};
      const expected = new Float32Array(fromBase64(floats).buffer);
      const bytes = fromBase64(blocks);
      expect(expected.length / format.blockSize).toBe(bytes.length / format.blockBytes);
      expect(expected.length).toBeGreaterThan(300);
      const read = new Float32Array(expected.length);
      format.dequantise(bytes, read);
      expect(bitsOf(read)).toEqual(bitsOf(expected));
    },
  );

  it.each(Object.values(ggmlFormats))("$type reads bytes that begin anywhere", (format) => {
    const bytes = fromBase64(golden[format.type]?.blocks ?? "");
    const moved = new Uint8Array(bytes.length + 1).subarray(1);
    moved.set(bytes);
    const numWeights = (bytes.length / format.blockBytes) * format.blockSize;
    const [one, other] = [new Float32Array(numWeights), new Float32Array(numWeights)];
    format.dequantise(bytes, one);
    format.dequantise(moved, other);
    expect(bitsOf(other)).toEqual(bitsOf(one));
  });

  it.each(Object.values(ggmlFormats))("$type refuses lengths that do not fit", (format) => {
    const { blockBytes, blockSize } = format;
    const refused = { code: "invariant" };
    expect(() => {
      format.dequantise(new Uint8Array(blockBytes), new Float32Array(blockSize + 1));
    }).toThrow(expect.objectContaining(refused));
    expect(() => {
      format.dequantise(new Uint8Array(blockBytes + 1), new Float32Array(blockSize));
    }).toThrow(expect.objectContaining(refused));
  });
});

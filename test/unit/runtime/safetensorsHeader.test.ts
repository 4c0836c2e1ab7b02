import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ForetypeError } from "../../../src/core/errors";
import { headerLength, parseHeader } from "../../../src/runtime/checkpoint/safetensorsHeader";
import { safetensorsBytes } from "../../support/safetensors";

function read(file: Uint8Array): ReturnType<typeof parseHeader> {
  const length = headerLength(file.subarray(0, 8), file.length, "model.safetensors");
  return parseHeader(file.subarray(8, 8 + length), file.length, "model.safetensors");
}

const tensor = (
  offsets: readonly number[],
  shape: readonly number[] = [2],
  dtype = "F32",
): object => ({
  dtype,
  shape,
  data_offsets: offsets,
});

describe("a safetensors header", () => {
  it("gives type, shape and place of each tensor", () => {
    const header = {
      __metadata__: { format: "pt" },
      b: tensor([8, 20], [2, 3], "F16"),
      a: tensor([0, 8]),
    };
    const file = safetensorsBytes(header, new Uint8Array(20));
    const start = file.length - 20;
    expect([...read(file).values()]).toEqual([
      { name: "b", type: "F16", shape: [2, 3], begin: start + 8, end: start + 20 },
      { name: "a", type: "F32", shape: [2], begin: start, end: start + 8 },
    ]);
  });

  it.each([
    ["is not JSON", "{", "not JSON"],
    ["is a list", [], "not a JSON object"],
    ["describes a tensor by a number", { a: 1 }, '"a"'],
    ["has a type that cannot be read", { a: tensor([0, 8], [1], "I64") }, "I64"],
    ["has no type", { a: { shape: [2], data_offsets: [0, 8] } }, "nothing"],
    ["has a negative size", { a: tensor([0, 8], [-2]) }, "shape"],
    ["has a broken size", { a: tensor([0, 8], [0.5]) }, "shape"],
    ["has no offsets", { a: { dtype: "F32", shape: [2] } }, "no place"],
    ["has three offsets", { a: tensor([0, 4, 8]) }, "no place"],
    ["has offsets in the wrong order", { a: tensor([8, 0]) }, "-8 bytes"],
    ["has an absurd size", { a: tensor([0, 8], [2 ** 40, 2 ** 40]) }, "needs"],
    ["has offsets that do not fit the shape", { a: tensor([0, 8], [3]) }, "needs 12"],
    ["lets tensors overlap", { a: tensor([0, 8]), b: tensor([4, 12]) }, '"b" over'],
    ["leaves a gap", { a: tensor([0, 4], [1]), b: tensor([8, 12], [1]) }, 'gap before "b"'],
    ["goes beyond the file", { a: tensor([0, 800], [200]) }, "describes"],
    ["leaves bytes over", { a: tensor([0, 4], [1]) }, "describes"],
  ])("is refused when it %s", (_, header, message) => {
    const file = safetensorsBytes(header, new Uint8Array(12));
    expect(() => read(file)).toThrow(message);
    expect(() => read(file)).toThrow("model.safetensors");
  });

  it.each([
    ["too short a file", new Uint8Array(3), "too short"],
    ["a header longer than the file", Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 1), "9 bytes"],
    ["an absurd header", new Uint8Array(16).fill(255), "which cannot be"],
  ])("refuses %s", (_, file, message) => {
    expect(() => read(file)).toThrow(message);
  });

  it("never fails but with an error of ours, whatever the file holds", () => {
    const json = fc.oneof(
      fc.json(),
      fc.dictionary(
        fc.string(),
        fc.record(
          {
            dtype: fc.oneof(fc.constantFrom("F16", "BF16", "F32", "F64"), fc.jsonValue()),
            shape: fc.oneof(fc.array(fc.oneof(fc.nat(4), fc.double())), fc.jsonValue()),
            data_offsets: fc.oneof(fc.tuple(fc.nat(64), fc.nat(64)), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
      ),
    );
    const files = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc
        .tuple(json, fc.uint8Array({ maxLength: 64 }))
        .map(([header, data]) => safetensorsBytes(header, data)),
    );
    fc.assert(
      fc.property(files, (file) => {
        try {
          for (const { begin, end } of read(file).values()) {
            expect(begin).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(file.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ForetypeError);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

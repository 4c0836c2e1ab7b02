import { describe, expect, it } from "vitest";
import { openGgufParts } from "../../../../src/runtime/gguf/ggufParts";
import { failureOf } from "../../../support/failure";
import { ggufBytes, u32, type GgufContents, type GgufTensor } from "../../../support/ggufBytes";
import { ggufFolder } from "../../../support/ggufFile";

const write = ggufFolder();
const first: GgufTensor = { name: "a", type: "F32", shape: [3, 2] };

function fileOf(contents: Partial<GgufContents>): string {
  return write("model.gguf", ggufBytes({ metadata: [], tensors: [first], ...contents }));
}

function withTensor(tensor: GgufTensor): Partial<GgufContents> {
  return { tensors: [first, tensor] };
}

describe("ggufTensorTable", () => {
  it("places tensors behind the header", async () => {
    const parts = await openGgufParts(
      fileOf(withTensor({ name: "b", type: "Q4_K", shape: [2, 3, 512] })),
    );
    const [a, b] = [parts.tensors.get("a"), parts.tensors.get("b")];
    expect(a).toMatchObject({ type: "F32", shape: [3, 2], rowBytes: 8, numRows: 3 });
    expect(b).toMatchObject({ type: "Q4_K", shape: [2, 3, 512], rowBytes: 288, numRows: 6 });
    expect((b?.begin ?? 0) - (a?.begin ?? 0)).toBe(32);
    expect((b?.begin ?? 0) + 6 * 288).toBe(b?.file.size);
    await parts.close();
  });

  it("places tensors as their alignment says", async () => {
    const contents = withTensor({ name: "b", type: "F16", shape: [1] });
    const parts = await openGgufParts(
      fileOf({ ...contents, alignment: 256, metadata: [["general.alignment", u32(256)]] }),
    );
    expect(parts.tensors.get("a")?.begin).toBe(256);
    expect(parts.tensors.get("b")?.begin).toBe(512);
    await parts.close();
  });

  const far = 2 ** 40;
  it.each([
    ['holds the tensor "a" twice', withTensor({ ...first })],
    [
      'stores "b" over another tensor',
      withTensor({ name: "b", type: "F32", shape: [8], offset: 0 }),
    ],
    [
      "begins at 36, which is no multiple of 32",
      withTensor({ name: "b", type: "F32", shape: [8], offset: 36 }),
    ],
    [
      'is cut off: its tensor "b" ends',
      withTensor({ name: "b", type: "F32", shape: [8], offset: far }),
    ],
    [
      'is cut off: its tensor "b" ends',
      withTensor({ name: "b", type: "F32", shape: [8], offset: 2n ** 64n - 32n }),
    ],
    [
      'is cut off: its tensor "b" ends',
      withTensor({ name: "b", type: "F32", shape: [far], bytes: new Uint8Array(8) }),
    ],
    ['"b" the shape [0]', withTensor({ name: "b", type: "F32", shape: [0] })],
    ['"b" the shape [4, 0]', withTensor({ name: "b", type: "F32", shape: [4, 0] })],
    [
      '"b" the shape [1099511627776, 1099511627776]',
      withTensor({ name: "b", type: "F32", shape: [far, far], bytes: new Uint8Array(8) }),
    ],
    [
      // Their product is 2^64, which is 0 in as many bits.
      '"b" the shape [4294967296, 4294967296]',
      withTensor({ name: "b", type: "Q8_0", shape: [2 ** 32, 2 ** 32], bytes: new Uint8Array(8) }),
    ],
    [
      '"b" rows of 48 numbers, which are not whole blocks of Q8_0',
      withTensor({ name: "b", type: "Q8_0", shape: [48], bytes: new Uint8Array(64) }),
    ],
    [
      '"b" rows of 128 numbers, which are not whole blocks of Q6_K',
      // Two rows are a block.
      withTensor({ name: "b", type: "Q6_K", shape: [2, 128], bytes: new Uint8Array(210) }),
    ],
  ] satisfies [string, Partial<GgufContents>][])(
    "refuses a file that %s",
    async (message, contents) => {
      const error = await failureOf(openGgufParts(fileOf(contents)));
      expect(error.code).toBe("model/corrupt");
      expect(error.message).toContain("model.gguf ");
      expect(error.message).toContain(message);
    },
  );

  it.each([
    [16, "IQ2_XXS"],
    [39, "MXFP4"],
    [24, "I8"],
    [4, "number 4"],
    [1000, "number 1000"],
  ])("names the type %i, which it cannot read", async (type, name) => {
    const error = await failureOf(
      openGgufParts(fileOf(withTensor({ name: "b", type, shape: [256] }))),
    );
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain(`"b" in the type ${name},`);
  });

  it.each([0, 24, 2 ** 21])("refuses to align to %i", async (alignment) => {
    const error = await failureOf(
      openGgufParts(fileOf({ metadata: [["general.alignment", u32(alignment)]] })),
    );
    expect(error.code).toBe("model/bad-config");
    expect(error.message).toContain('"general.alignment"');
  });

  it("refuses a file that is cut off anywhere in its tensors", async () => {
    const bytes = ggufBytes({ metadata: [], tensors: [first] });
    for (let missing = 1; missing < 24; missing++) {
      const error = await failureOf(
        openGgufParts(write("cut.gguf", bytes.subarray(0, bytes.length - missing))),
      );
      expect(error.message).toContain('cut.gguf is cut off: its tensor "a" ends');
    }
  });
});

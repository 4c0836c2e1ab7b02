import { truncateSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readGgufHeader, type GgufHeader } from "../../../../src/runtime/gguf/ggufHeader";
import { PositionedFile } from "../../../../src/runtime/gguf/positionedFile";
import { failureOf } from "../../../support/failure";
import {
  bool,
  f32,
  ggufBytes,
  ggufHeader,
  list,
  scalar,
  text,
  texts,
  u32,
  type GgufContents,
  type GgufValue,
} from "../../../support/ggufBytes";
import { ggufFolder } from "../../../support/ggufFile";

const write = ggufFolder();

async function read(bytes: Uint8Array): Promise<GgufHeader> {
  const file = await PositionedFile.open(write("model.gguf", bytes));
  try {
    return await readGgufHeader(file);
  } finally {
    await file.close();
  }
}

const metadata: readonly (readonly [string, GgufValue])[] = [
  ["u8", scalar("u8", 200)],
  ["i8", scalar("i8", -100)],
  ["u16", scalar("u16", 60_000)],
  ["i16", scalar("i16", -30_000)],
  ["u32", u32(4_000_000_000)],
  ["i32", scalar("i32", -2_000_000_000)],
  ["f32", f32(0.5)],
  ["bool", bool(true)],
  ["text", text("Grüße")],
  ["u64", scalar("u64", 2n ** 63n)],
  ["i64", scalar("i64", -(2n ** 40n))],
  ["f64", scalar("f64", 0.1)],
  ["texts", texts(["a", "", "ü"])],
  ["bytes", list("u8", [1, 2])],
  ["flags", list("bool", [true, false])],
  ["long", list("u64", [1n])],
  ["none", list("f32", [])],
  // Keys that an object has anyway.
  ["__proto__", u32(1)],
  ["constructor", u32(2)],
];
const sound: GgufContents = {
  metadata,
  tensors: [
    { name: "a.weight", type: "F32", shape: [2, 3] },
    { name: "b.bias", type: "Q8_0", shape: [64] },
  ],
};

describe("readGgufHeader", () => {
  it("reads values of every type", async () => {
    const header = await read(ggufBytes(sound));
    expect([...header.metadata]).toEqual([
      ["u8", 200],
      ["i8", -100],
      ["u16", 60_000],
      ["i16", -30_000],
      ["u32", 4_000_000_000],
      ["i32", -2_000_000_000],
      ["f32", 0.5],
      ["bool", true],
      ["text", "Grüße"],
      ["u64", 2n ** 63n],
      ["i64", -(2n ** 40n)],
      ["f64", 0.1],
      ["texts", ["a", "", "ü"]],
      ["bytes", [1, 2]],
      ["flags", [true, false]],
      ["long", [1n]],
      ["none", []],
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });

  it("reads where tensors are, their shapes with outputs in front", async () => {
    const { tensors, headerBytes } = await read(ggufBytes(sound));
    expect(tensors).toEqual([
      { name: "a.weight", shape: [2, 3], type: 0, offset: 0 },
      { name: "b.bias", shape: [64], type: 8, offset: 32 },
    ]);
    expect(Math.ceil(headerBytes / 32) * 32).toBe(ggufHeader(sound).header.length);
  });

  it("reads version 2 alike", async () => {
    const { tensors } = await read(ggufBytes({ ...sound, version: 2 }));
    expect(tensors).toHaveLength(2);
  });

  it("reads texts across the ends of what it fetches at once", async () => {
    const long = "x".repeat((1 << 20) - 100);
    const tokens = Array.from({ length: 60_000 }, (_, i) => `token ${String(i)}`);
    const bytes = ggufBytes({
      metadata: [
        ["long", text(long)],
        ["tokens", texts(tokens)],
        ["longer", text(long + long)],
        ["last", u32(7)],
      ],
      tensors: [],
    });
    const { metadata: values } = await read(bytes);
    expect(values.get("long")).toBe(long);
    expect(values.get("tokens")).toEqual(tokens);
    expect(values.get("longer")).toBe(long + long);
    expect(values.get("last")).toBe(7);
  });

  it("refuses a header that is cut off anywhere", async () => {
    const short: GgufContents = {
      metadata: [
        ["a", text("b")],
        ["c", list("u16", [1, 2])],
        ["d", texts(["e"])],
        ["f", f32(1)],
      ],
      tensors: [{ name: "g", type: "F32", shape: [1, 1] }],
    };
    const { header } = ggufHeader(short);
    const { headerBytes } = await read(ggufBytes(short));
    for (let length = 0; length < headerBytes; length++) {
      const error = await failureOf(read(header.subarray(0, length)));
      expect(error.code).toBe("model/corrupt");
      expect(error.message).toMatch(/model\.gguf (ends within its header|is too short)/);
    }
  });

  const value: GgufValue = { type: 13, bytes: new Uint8Array(8) };
  it.each([
    ["is not a GGUF file", { ...sound, magic: "GGML" }],
    ['gives its metadata "odd" the type 13', { ...sound, metadata: [["odd", value]] }],
    [
      'gives its metadata "odd" the type 99',
      {
        ...sound,
        metadata: [
          ["odd", { ...list("u8", []), bytes: Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) }],
        ],
      },
    ],
    [
      'holds the metadata "a" twice',
      {
        ...sound,
        metadata: [
          ["a", u32(1)],
          ["a", u32(1)],
        ],
      },
    ],
    ["says that it holds 1000000000000 tensors", { ...sound, numTensors: 10 ** 12 }],
    [
      "says that its metadata has 18446744073709552000 values",
      { ...sound, numValues: 2n ** 64n - 1n },
    ],
    ["ends within its header", { ...sound, numValues: 60_000 }],
    ['gives "" 0 dimensions', { ...sound, tensors: [], numTensors: 60_000 }],
    ["ends within its header", { ...sound, metadata: [["a", list("f64", [], 4_000_000)]] }],
    [
      'says that its metadata "a" has 9007199254740992 elements',
      { ...sound, metadata: [["a", list("u8", [], 2 ** 53)]] },
    ],
    [
      'says that its metadata "b" has 3000000 elements',
      {
        ...sound,
        metadata: [
          ["a", list("bool", Array<boolean>(3_000_000).fill(true))],
          ["b", list("u8", [], 3_000_000)],
        ],
      },
    ],
    ['gives "a" 0 dimensions', { ...sound, tensors: [{ name: "a", type: 0, shape: [] }] }],
    [
      'gives "a" 5 dimensions',
      { ...sound, tensors: [{ name: "a", type: 0, shape: [1, 1, 1, 1, 1] }] },
    ],
  ] satisfies [string, GgufContents][])("refuses what cannot be: %s", async (message, contents) => {
    const error = await failureOf(read(ggufBytes(contents)));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toContain(`model.gguf ${message}`);
  });

  it("refuses a text that is longer than its file, or than all headers", async () => {
    for (const length of [1000n, 2n ** 40n, 2n ** 64n - 1n]) {
      const claimed = new Uint8Array(8);
      new DataView(claimed.buffer).setBigUint64(0, length, true);
      const error = await failureOf(
        read(ggufBytes({ metadata: [["a", { type: 8, bytes: claimed }]], tensors: [] })),
      );
      expect(error.message).toContain("ends within its header");
    }
    const claimed = Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 0);
    const file = write(
      "hole.gguf",
      ggufBytes({ metadata: [["a", { type: 8, bytes: claimed }]], tensors: [] }),
    );
    truncateSync(file, 2 ** 30);
    const opened = await PositionedFile.open(file);
    const error = await failureOf(readGgufHeader(opened));
    await opened.close();
    expect(error.code).toBe("model/unsupported");
    expect(error.message).toContain("has a header of more than 64 MiB");
  });

  it.each([
    ["is a GGUF file of version 1", { ...sound, version: 1 }],
    ["is a GGUF file of version 4", { ...sound, version: 4 }],
    ["is written for big-endian machines", { ...sound, version: 0x03000000 }],
    [
      'nests lists in its metadata "a"',
      { ...sound, metadata: [["a", list("array", [list("u8", [1])])]] },
    ],
  ] satisfies [string, GgufContents][])(
    "names what it does not read: %s",
    async (message, contents) => {
      const error = await failureOf(read(ggufBytes(contents)));
      expect(error.code).toBe("model/unsupported");
      expect(error.message).toContain(`model.gguf ${message}`);
    },
  );

  it("shows a strange name on one line and cut", async () => {
    const name = `a\n\u0007${"x".repeat(10_000)}`;
    const error = await failureOf(read(ggufBytes({ metadata: [[name, value]], tensors: [] })));
    expect(error.message).toMatch(/"a\\n\\u0007x+\.\.\." the type 13/);
    expect(error.message.length).toBeLessThan(400);
  });
});

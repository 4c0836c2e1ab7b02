import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SafetensorsFile } from "../../../src/runtime/checkpoint/safetensorsFile";
import { safetensorsBytes } from "../../support/safetensors";

describe("SafetensorsFile", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "foretype-weights-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function open(name: string, bytes: Uint8Array): Promise<SafetensorsFile> {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return SafetensorsFile.open(file);
  }

  it("reads tensors of every type as 32-bit floats", async () => {
    const header = {
      full: { dtype: "F32", shape: [1], data_offsets: [0, 4] },
      half: { dtype: "F16", shape: [2], data_offsets: [4, 8] },
      brain: { dtype: "BF16", shape: [1], data_offsets: [8, 10] },
    };
    const data = Uint8Array.of(0, 0, 0x20, 0x41, 0, 0x3c, 0, 0xc0, 0x80, 0x3f);
    const file = await open("types", safetensorsBytes(header, data));
    expect(Array.from(await file.floats("full"))).toEqual([10]);
    expect(Array.from(await file.floats("half"))).toEqual([1, -2]);
    expect(Array.from(await file.floats("brain"))).toEqual([1]);
    expect(Array.from(await file.bytes("half"))).toEqual([0, 0x3c, 0, 0xc0]);
    expect(file.typeOf("half")).toBe("F16");
    await file.close();
  });

  it("refuses a value that is no number", async () => {
    const header = { w: { dtype: "F16", shape: [1], data_offsets: [0, 2] } };
    const file = await open("nan", safetensorsBytes(header, Uint8Array.of(0, 0x7e)));
    await expect(file.floats("w")).rejects.toThrow(/nan holds a value in "w"/);
    await file.close();
  });

  it("names a file that is missing or cut", async () => {
    await expect(SafetensorsFile.open(path.join(folder, "absent"))).rejects.toMatchObject({
      code: "model/missing",
      message: expect.stringContaining("absent") as string,
    });
    await expect(open("empty", new Uint8Array(0))).rejects.toMatchObject({
      code: "model/corrupt",
      message: expect.stringContaining("empty") as string,
    });
  });
});

import { truncateSync } from "node:fs";
import os from "node:os";
import { describe, expect, it } from "vitest";
import { PositionedFile } from "../../../../src/runtime/gguf/positionedFile";
import { failureOf } from "../../../support/failure";
import { ggufFolder } from "../../../support/ggufFile";

const write = ggufFolder();

describe("PositionedFile", () => {
  it("reads just the bytes that are asked for", async () => {
    const file = await PositionedFile.open(write("a", Uint8Array.of(1, 2, 3, 4)));
    expect(file.size).toBe(4);
    expect([...(await file.read(1, 2))]).toEqual([2, 3]);
    expect([...(await file.read(4, 0))]).toEqual([]);
    await file.close();
  });

  it("refuses to read beyond the end without asking for the memory", async () => {
    const file = await PositionedFile.open(write("b", Uint8Array.of(1, 2)));
    for (const length of [3, 2 ** 40, 2 ** 52]) {
      const error = await failureOf(file.read(0, length));
      expect(error.code).toBe("model/corrupt");
      expect(error.message).toMatch(/b ends too early/);
    }
    await file.close();
  });

  it("notices that the file has become shorter", async () => {
    const path = write("c", new Uint8Array(100));
    const file = await PositionedFile.open(path);
    truncateSync(path, 10);
    const error = await failureOf(file.read(0, 100));
    expect(error.code).toBe("model/corrupt");
    expect(error.message).toMatch(/c has become shorter/);
    await file.close();
  });

  it.each([os.tmpdir(), "/nowhere/model.gguf"])("names %s, which is no file", async (path) => {
    const error = await failureOf(PositionedFile.open(path));
    expect(error.code).toBe("model/missing");
    expect(error.message).toContain(path);
  });
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceFiles, sourceText } from "../../../src/cli/cases/sourceFiles";

describe("sourceFiles", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "foretype-cut-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };

  it("finds source in the folder and below, in a fixed order", async () => {
    for (const name of ["b/z.py", "b/a.ts", "a.ts", "B.TS", "c.rs"])
      await write(name, "x = 1\r\ny\n");
    const found = await sourceFiles(folder);
    expect(found.map((file) => file.path)).toEqual(["B.TS", "a.ts", "b/a.ts", "b/z.py", "c.rs"]);
    expect(found[0]?.text).toBe("x = 1\ny\n");
  });

  it("passes over what nobody types", async () => {
    const skipped = [
      "node_modules/a/a.js",
      ".git/a.ts",
      "dist/a.js",
      "src/.cache/a.ts",
      "notes.txt",
      "package-lock.json",
    ];
    for (const name of skipped) await write(name, "const a = 1;\n");
    await write("minified.js", "a;".repeat(600));
    await symlink(folder, path.join(folder, "loop"));
    expect(await sourceFiles(folder)).toEqual([]);
  });

  it("refuses a folder that is none", async () => {
    await write("a.ts", "");
    await expect(sourceFiles(path.join(folder, "a.ts"))).rejects.toThrow("is not a folder");
    await expect(sourceFiles(path.join(folder, "none"))).rejects.toThrow("is not a folder");
  });
});

describe("sourceText", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it.each([
    ["plain text", bytes("const a = 'ä';\n"), true],
    ["a zero byte", Uint8Array.of(97, 0, 98), false],
    ["bytes that are not UTF-8", Uint8Array.of(0xff, 0xfe, 97), false],
    ["a minified file", bytes(`${"x".repeat(1001)}\n`), false],
    ["a huge file", bytes("line of text\n".repeat(30_000)), false],
  ])("of %s", (_, content, isSource) => {
    expect(sourceText(content) !== undefined).toBe(isSource);
  });
});

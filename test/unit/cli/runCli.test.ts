import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCases } from "../../../src/core/check/completionCase";
import { runCli } from "../../../src/cli/runCli";
import { strategies } from "../../../src/core/decode/strategies";
import { byteEnsemble } from "../../../src/core/ensemble/byteEnsemble";
import { fakeCliHost } from "../../support/fakeCliHost";

describe("runCli", () => {
  let cwd = "";
  beforeEach(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), "foretype-cli-"));
    await writeFile(path.join(cwd, "a.ts"), "const a = 1;\n");
    await writeFile(path.join(cwd, "bad.jsonl"), "not a case\n");
  });
  afterEach(async () => {
    await rm(cwd, { recursive: true });
  });

  const run = async (...args: string[]) => {
    const host = fakeCliHost({ cwd });
    const code = await runCli(args, host);
    return { code, out: host.out(), err: host.err() };
  };

  it.each([
    [["--help"], /complete .* cut .* eval .* bench .* detect .* strategies .* models/s],
    [["complete", "--help"], /--precision <name>.*--strategy <id>/s],
  ])("answers %j on standard output with code 0", async (args, text) => {
    const { code, out, err } = await run(...args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(text);
  });

  it.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["complete"], "missing required argument 'place'"],
    [["complete", "a.ts:1:1", "--precision", "fp16"], "Allowed choices are auto, fp32, int8, int4"],
    [["complete", "a.ts:1:1", "--strategy", "magic"], "Allowed choices are autoregressive"],
    [["complete", "a.ts:1:1", "--threads", "two"], "It must be a whole number of 0 or more."],
    [["complete", "a.ts:1:1", "--max-tokens", "0"], "It must be a whole number of 1 or more."],
    [["complete", "a.ts:1:1", "--temperature", "-1"], "It must be a number of 0 or more."],
    [["complete", "a.ts:1:1", "--model", "none"], 'There is no model "none"'],
    [["complete", "a.ts"], '"a.ts" is not FILE:LINE:COLUMN'],
    [["complete", "none.ts:1:1"], "none.ts cannot be read"],
    [["complete", "a.ts:9:1"], "a.ts has no line 9. Choose one from 1 to 2."],
    [["complete", "a.ts:1:1", "--top-k", "2.5"], "It must be a whole number of 0 or more."],
    [["complete", "a.ts:1:1", "--top-h-rule", "other"], "Allowed choices are published, released"],
    [["complete", "a.ts:1:1", "--repetition-penalty", "0.5"], "It must be a number of 1 or more."],
    [["complete", "a.ts:1:1", "--gate-floor", "2"], "It must be a number from 0 to 1."],
    [["complete", "a.ts:1:1", "--stop-below", "x"], "It must be a number from 0 to 1."],
    [["detect", "a.ts"], "required option '--watermark-key <text>'"],
    [["detect", "none.ts", "--watermark-key", "mine"], "none.ts cannot be read"],
    [["cut", ".", "--n", "3"], "required option '--out <file>'"],
    [["cut", "none", "--out", "cases.jsonl"], "is not a folder"],
    [["cut", "--out", "cases.jsonl"], "Name what to cut"],
    [["cut", ".", "--from-cases", "bad.jsonl", "--out", "cases.jsonl"], "Name what to cut"],
    [["cut", "--from-cases", "bad.jsonl", "--out", "cases.jsonl"], "bad.jsonl:1 is not JSON"],
    [["cut", ".", "--out", "none/cases.jsonl"], "none/cases.jsonl cannot be written"],
    [["eval"], "required option '--cases <file>'"],
    [["eval", "--cases", "none.jsonl"], "none.jsonl cannot be read"],
    [["eval", "--cases", "bad.jsonl"], "bad.jsonl:1 is not JSON"],
  ])("refuses %j with code 2 and one line", async (args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("ends with code 1 when there are no models", async () => {
    const { code, out, err } = await run("models", "--models-folder", "none");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("manifest.json cannot be read");
    expect(err).not.toContain("    at ");
  });

  it("shows where an error comes from when debugging", async () => {
    const host = fakeCliHost({ cwd, isDebugging: true });
    await runCli(["models", "--models-folder", "none"], host);
    expect(host.err()).toContain("    at ");
  });

  it("lists strategies for people and for programs", async () => {
    expect((await run("strategies")).out).toMatch(/^autoregressive {2,}\w/m);
    expect(JSON.parse((await run("strategies", "--json")).out)).toMatchObject(
      [...strategies, byteEnsemble].map(({ id, title }) => ({ id, title })),
    );
  });

  it("cuts cases that can be read again, and says how many", async () => {
    const source = Array.from({ length: 9 }, (_, i) => `const value${String(i)} = compute(1);\n`);
    await writeFile(path.join(cwd, "b.ts"), source.join(""));
    const { code, out } = await run("cut", ".", "--n", "6", "--seed", "7", "--out", "cases.jsonl");
    expect({ code, out }).toEqual({
      code: 0,
      out: "6 cases (2 line, 2 mid, 2 block) from 2 files\n",
    });
    const first = await readFile(path.join(cwd, "cases.jsonl"), "utf8");
    expect(parseCases(first, "cases.jsonl")).toHaveLength(6);
    await run("cut", ".", "--n", "6", "--seed", "7", "--out", "again.jsonl");
    expect(await readFile(path.join(cwd, "again.jsonl"), "utf8")).toBe(first);
  });

  it("cuts anywhere in a folder, or in the texts of cases", async () => {
    const out = ["--anywhere", "--seed", "7", "--out"];
    expect(await run("cut", ".", ...out, "first.jsonl", "--n", "4")).toMatchObject({
      code: 0,
      out: "4 cases (4 anywhere) from 1 files\n",
    });
    const from = ["--from-cases", "first.jsonl", "--json"];
    const second = await run("cut", ...from, ...out, "second.jsonl", "--n", "3");
    expect(JSON.parse(second.out)).toEqual({ numFiles: 1, numCases: 3, kinds: { anywhere: 3 } });
    const text = await readFile(path.join(cwd, "second.jsonl"), "utf8");
    for (const { prefix, expected, suffix } of parseCases(text, "second.jsonl")) {
      expect(prefix + expected + suffix).toBe("const a = 1;\n");
    }
  });

  it("says when a folder holds fewer cases than asked for", async () => {
    const { code, out, err } = await run("cut", ".", "--out", "cases.jsonl", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ numCases: 2, numFiles: 1 });
    expect(err).toContain("300 were asked for");
  });
});

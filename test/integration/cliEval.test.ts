import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/runCli";
import { fakeCliHost } from "../support/fakeCliHost";

const root = path.join(import.meta.dirname, "../..");

/** A line of `eval --out`. */
interface RunLine {
  readonly id: string;
  readonly healing: string;
  readonly text: string;
  readonly bits: number | null;
}

describe("ways of healing side by side, over the embedded model", () => {
  let cwd = "";
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), "foretype-eval-"));
    const host = fakeCliHost({ cwd });
    const from = path.join(root, "src/core/heal");
    const lines = ["cut", from, "--n", "9", "--out", "lines.jsonl"];
    expect(await runCli(lines, host)).toBe(0);
    const anywhere = ["cut", "--from-cases", "lines.jsonl", "--anywhere", "--n", "3"];
    expect(await runCli([...anywhere, "--out", "anywhere.jsonl"], host)).toBe(0);
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  const evaluate = async (...args: readonly string[]) => {
    const host = fakeCliHost({ cwd });
    const options = ["--out", "out.jsonl", "--max-tokens", "12", "--threads", "1"];
    const code = await runCli(["eval", "--precision", "fp32", ...options, ...args], host);
    return { code, out: host.out(), err: host.err() };
  };
  const outLines = async (): Promise<readonly RunLine[]> =>
    (await readFile(path.join(cwd, "out.jsonl"), "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as RunLine);

  it("measures bits and compares the first way with the others", async () => {
    const healing = ["--healing", "exact,none,token-healing", "--bits", "--json"];
    const { code, out } = await evaluate("--cases", "lines.jsonl", "--kind", "mid", ...healing);
    expect(code).toBe(0);
    const bits = { numCases: 3, numCasesWithBits: 3 };
    expect(JSON.parse(out)).toMatchObject({
      setting: {
        hole: "window",
        layout: "prefix-first",
        ways: ["exact", "none", "token-healing"],
      },
      kinds: { mid: { ways: { exact: bits, none: bits, "token-healing": bits } } },
      languages: { TypeScript: { ways: { exact: bits } } },
      all: {
        differences: [
          { first: "exact", second: "none" },
          { first: "exact", second: "token-healing" },
        ],
      },
    });
    const lines = await outLines();
    expect(lines.map(({ healing: id }) => id)).toEqual([
      ...["exact", "none", "token-healing"],
      ...["exact", "none", "token-healing"],
      ...["exact", "none", "token-healing"],
    ]);
    const total = (id: string): number =>
      lines.reduce((sum, one) => sum + (one.healing === id ? (one.bits ?? NaN) : 0), 0);
    // The cursor stands inside words: what the word begins with must help.
    expect(total("exact")).toBeGreaterThan(0);
    expect(total("exact")).toBeLessThan(total("none"));
  });

  it("writes the same with bits and without, and with each way alone", async () => {
    const textsOf = async (...args: readonly string[]): Promise<Map<string, string>> => {
      expect((await evaluate("--cases", "anywhere.jsonl", ...args)).code).toBe(0);
      return new Map((await outLines()).map(({ id, healing, text }) => [`${id} ${healing}`, text]));
    };
    const together = await textsOf("--healing", "none,exact", "--bits");
    const alone = [await textsOf("--healing", "none"), await textsOf("--healing", "exact")];
    expect(together).toEqual(new Map(alone.flatMap((texts) => [...texts])));
    expect((await outLines()).map(({ bits }) => bits)).toEqual([null, null, null]);
  });

  it("asks in the way that is named", async () => {
    const bitsOf = async (...format: readonly string[]): Promise<unknown> => {
      const { code } = await evaluate("--cases", "anywhere.jsonl", ...format, "--bits");
      expect(code).toBe(0);
      return (await outLines()).map(({ bits }) => bits);
    };
    const own = await bitsOf();
    expect(await bitsOf("--hole", "window", "--layout", "prefix-first")).toEqual(own);
    expect(await bitsOf("--hole", "line")).not.toEqual(own);
    expect(await bitsOf("--layout", "suffix-first")).not.toEqual(own);
  });

  it("shows context side by side with none", async () => {
    const args = ["--context", "none,all", "--context-tokens", "100", "--texts", root, "--json"];
    const { code, out } = await evaluate("--cases", "lines.jsonl", "--kind", "mid", ...args);
    expect(code).toBe(0);
    const report = JSON.parse(out) as {
      readonly all: { readonly ways: Readonly<Record<string, { contextTokens: number }>> };
    };
    const tokensOf = (way: string): number | undefined => report.all.ways[way]?.contextTokens;
    expect(tokensOf("exact, none")).toBe(0);
    expect(tokensOf("exact, all")).toBeGreaterThan(20);
    expect(tokensOf("exact, all")).toBeLessThanOrEqual(100);
  });

  it.each([
    [["--context", "all,magic"], 'there is no context "magic"'],
    [["--healing", "exact,magic"], 'there is no healing "magic"'],
    [["--kind", "mid,word"], 'there is no kind "word"'],
    [["--kind", "anywhere"], "lines.jsonl holds no case of these kinds"],
    [["--hole", "word"], "Allowed choices are cursor, line, block, window"],
    [["--layout", "middle-first"], "Allowed choices are prefix-first, suffix-first"],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await evaluate("--cases", "lines.jsonl", ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

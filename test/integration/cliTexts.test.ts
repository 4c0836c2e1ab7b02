import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/runCli";
import type { DecodeStats } from "../../src/core/stats/decodeStats";
import { fakeCliHost } from "../support/fakeCliHost";

const code = "function add(a: number, b: number): number {\n  ret\n}\n";

/** Other files of a project, as the command line is told of them. */
describe("the command line drafts from other files", () => {
  let cwd = "";
  /** What the model writes in place of the rest of `ret`. */
  let text = "";

  beforeAll(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), "foretype-texts-"));
    await writeFile(path.join(cwd, "add.ts"), code);
    ({ text } = await complete("--strategy", "autoregressive"));
    for (const folder of ["project", "alone"]) {
      await mkdir(path.join(cwd, folder));
      await writeFile(path.join(cwd, folder, "add.ts"), code.replace("ret", `ret${text}`));
    }
    await writeFile(path.join(cwd, "project/other.ts"), code.replace("ret", `ret${text}`));
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  async function run(...args: readonly string[]): Promise<string> {
    const host = fakeCliHost({ cwd });
    const flags = ["--threads", "1", "--precision", "fp32", "--strategy", "workspace"];
    const own = args.includes("--strategy") ? flags.slice(0, -2) : flags;
    expect(await runCli([...args, ...own], host)).toBe(0);
    return host.out();
  }

  async function complete(
    ...args: readonly string[]
  ): Promise<{ text: string; stats: DecodeStats }> {
    const out = await run("complete", "add.ts:2:6", "--json", ...args);
    return JSON.parse(out) as { text: string; stats: DecodeStats };
  }

  it("and writes what it writes without them", async () => {
    expect((await complete()).stats.numDraftTokens).toBe(0);
    const drafted = await complete("--texts", "project");
    expect(drafted.text).toBe(text);
    expect(drafted.stats.numAcceptedTokens).toBeGreaterThan(0);
  });

  it("but not from the one that is completed, or that a case was cut out of", async () => {
    expect((await complete("--texts", ".")).stats.numAcceptedTokens).toBeGreaterThan(0);
    expect((await complete("--texts", "alone")).stats.numDraftTokens).toBe(0);
  });

  it("case by case", async () => {
    const [prefix = "", suffix = ""] = code.split(/(?<=ret)/);
    const plain = { id: "plain", kind: "mid", path: "add.ts", prefix, suffix, expected: text };
    const texts = [{ path: "other.ts", text: code.replace("ret", `ret${text}`) }];
    const cases = [plain, { ...plain, id: "with", texts }, { ...plain, id: "without" }];
    const lines = cases.map((each) => `${JSON.stringify(each)}\n`).join("");
    await writeFile(path.join(cwd, "cases.jsonl"), lines);
    await run("eval", "--cases", "cases.jsonl", "--out", "out.jsonl");
    const out = await readFile(path.join(cwd, "out.jsonl"), "utf8");
    const runs = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { text: string; stats: DecodeStats });
    expect(runs.map((each) => each.text)).toEqual([text, text, text]);
    expect(runs.map(({ stats }) => stats.numDraftTokens > 0)).toEqual([false, true, false]);
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usableStrategies } from "../../src/core/decode/strategies";
import { runCli } from "../../src/cli/runCli";
import type { CliHost } from "../../src/cli/cliHost";
import { emptyStats } from "../../src/core/stats/decodeStats";
import { writeTinyModel } from "../support/tinyModel";
import { fakeCliHost } from "../support/fakeCliHost";

const root = path.join(import.meta.dirname, "../..");
const statsFields = Object.keys(emptyStats).toSorted();

describe("the command line over the embedded model", () => {
  let cwd = "";
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), "foretype-cli-"));
    await writeFile(
      path.join(cwd, "add.ts"),
      "function add(a: number, b: number): number {\n  ret\n}\n",
    );
    await writeFile(path.join(cwd, "empty.ts"), "//\n");
    const host = fakeCliHost({ cwd });
    const from = path.join(root, "src/core/stats");
    expect(await runCli(["cut", from, "--n", "6", "--out", "cases.jsonl"], host)).toBe(0);
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  const run = async (args: readonly string[], overrides: Partial<CliHost> = {}) => {
    const host = fakeCliHost({ cwd, ...overrides });
    const code = await runCli([...args, "--threads", "1"], host);
    return { code, out: host.out(), err: host.err() };
  };

  it("completes at a place in a file", async () => {
    const { code, out, err } = await run(["complete", "add.ts:2:6", "--precision", "fp32"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^urn .*\n$/);
    expect(err).toMatch(/^\d+ tokens in \d+ ms, \d+ tokens\/s, \d\.\d\d tokens\/pass\n$/);
  });

  it("prints a completion as JSON, every figure in its place", async () => {
    const { code, out, err } = await run(["complete", "add.ts:2:6", "--json", "--max-tokens", "3"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const record: unknown = JSON.parse(out);
    expect(record).toMatchObject({
      id: "add.ts:2:6",
      outcome: "suggestion",
      stats: { numRequests: 1 },
    });
    expect(Object.keys(record as object)).toEqual(["id", "text", "outcome", "stats"]);
    const { stats } = record as { readonly stats: object };
    expect(Object.keys(stats).toSorted()).toEqual(statsFields);
  });

  it("drafts with the model that --draft names, and says before what both need", async () => {
    const complete = ["complete", "add.ts:2:6", "--precision", "fp32"];
    const plain = await run([...complete, "--strategy", "autoregressive"]);
    const { code, out, err } = await run([...complete, "--draft", "foretype-seed"]);
    expect(code).toBe(0);
    expect(out).toBe(plain.out);
    expect(err).toMatch(
      /^Foretype Seed, 13\.9 MB, needs about .* of memory\.\nIts draft Foretype Seed, .*; both need .* at most\.\n/u,
    );
    expect(Number(/([\d.]+) tokens\/pass/u.exec(err)?.[1])).toBeGreaterThan(1);

    const alone = await run([...complete, "--strategy", "draft-model"]);
    expect(alone).toMatchObject({ code: 2, out: "" });
    expect(alone.err).toMatch(
      /^the strategy "draft-model" needs a draft model, and none is open;/u,
    );
  });

  it("writes with two models where --second names another, and refuses half of what that takes", async () => {
    const complete = ["complete", "add.ts:2:6", "--max-tokens", "4"];
    const { code, out } = await run([...complete, "--second", "foretype-seed"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^urn /u);
    for (const flags of [
      ["--strategy", "byte-ensemble"],
      ["--second", "foretype-seed", "--strategy", "autoregressive"],
      ["--second", "foretype-seed", "--draft", "foretype-seed"],
    ]) {
      const refused = await run([...complete, ...flags]);
      expect(refused).toMatchObject({ code: 2, out: "" });
      expect(refused.err).toMatch(/^the strategy "byte-ensemble" needs a second model,/u);
    }
  });

  it("measures a draft model beside the other strategies, with the equality check", async () => {
    const args = ["bench", "--cases", "cases.jsonl", "--limit", "2", "--precision", "fp32"];
    const draft = ["--draft", "foretype-seed", "--max-tokens", "8", "--json"];
    const { code, out } = await run([...args, ...draft]);
    expect(code).toBe(0);
    const { runs } = JSON.parse(out) as {
      readonly runs: readonly { readonly strategies: readonly { readonly strategy: string }[] }[];
    };
    const measured = runs[0]?.strategies ?? [];
    const ids = usableStrategies({ draft: {} }).map(({ id }) => id);
    expect(measured.map(({ strategy }) => strategy)).toEqual(ids);
    expect(measured.find(({ strategy }) => strategy === "draft-model")).toMatchObject({
      equality: { numEqual: 2, differences: [] },
    });
  });

  it("drafts with the model's own first layers, and with the embedded model for another", async () => {
    const complete = ["complete", "add.ts:2:6", "--precision", "fp32"];
    const plain = await run([...complete, "--strategy", "autoregressive"]);
    const layers = await run([...complete, "--early-exit", "4", "--draft-tokens", "4000"]);
    expect(layers).toMatchObject({ code: 0, out: plain.out });
    expect(layers.err).toMatch(/\nIts draft Foretype Seed up to layer 4, .* needs about/u);

    await writeTinyModel(path.join(cwd, "tiny"), {
      architecture: "LlamaForCausalLM",
      weightType: "F32",
      hasTiedHead: true,
      hasAttentionBias: false,
      intermediateSize: 64,
    });
    const tiny = [...complete, "--model", "./tiny", "--max-tokens", "4"];
    const alone = await run([...tiny, "--strategy", "autoregressive"]);
    const drafted = await run([...tiny, "--strategy", "draft-model"]);
    expect(drafted).toMatchObject({ code: alone.code, out: alone.out });
    expect(drafted.err).toContain("Its draft Foretype Seed, ");
    expect(alone.err).not.toContain("Its draft");

    const both = await run([...complete, "--early-exit", "4", "--draft", "foretype-seed"]);
    expect(both).toMatchObject({ code: 2, out: "" });
    const tooMany = await run([...complete, "--early-exit", "9"]);
    expect(tooMany).toMatchObject({ code: 2, out: "" });
    expect(tooMany.err).toContain("has 6 layers. Name a number from 1 to that.");
  });

  it("prints the exact distribution of the next byte, inside a token too", async () => {
    const args = ["next-bytes", "add.ts:2:6", "--precision", "fp32"];
    const { code, out } = await run([...args, "--json"]);
    expect(code).toBe(0);
    const bytes = JSON.parse(out) as readonly { readonly byte: number; probability: number }[];
    expect(String.fromCharCode(bytes[0]?.byte ?? 0)).toBe("u");
    expect(bytes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    const { out: table } = await run([...args, "--top", "2"]);
    expect(table).toMatch(/^byte\s+%\n"u"\s+\d+\.\d\d\n.*\n$/);
  });

  it("offers alternatives, and something else than what was shown", async () => {
    await writeFile(path.join(cwd, "shown.txt"), "urn a + b;\n");
    const flags = ["--candidates", "3", "--shown", "shown.txt", "--max-tokens", "8"];
    const { code, out } = await run(["complete", "add.ts:2:6", ...flags, "--json"]);
    expect(code).toBe(0);
    const record: unknown = JSON.parse(out);
    const { text, alternatives, cost } = record as {
      readonly text: string;
      readonly alternatives: readonly string[];
      readonly cost: object;
    };
    const names = ["urn a + b;", text, ...alternatives].map((one) => one.replaceAll(/\s/g, ""));
    expect(new Set(names).size).toBe(4);
    expect(Object.keys(cost)).toEqual(["numPromptTokens", "numPasses", "numNodes", "ms"]);

    const shown = await run(["complete", "add.ts:2:6", ...flags]);
    expect(shown.out).toBe(
      `${text}\n--- 2\n${alternatives[0] ?? ""}\n--- 3\n${alternatives[1] ?? ""}\n`,
    );
    expect(shown.err).toMatch(
      /\nAlternatives: \d+ passes over \d+ nodes and \d+ prompt tokens .*\n$/,
    );
    const missing = await run(["complete", "add.ts:2:6", "--shown", "none.txt"]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("none.txt cannot be read");
  });

  it("tries out texts where the model is uncertain", async () => {
    const flags = ["--cautious", "4", "--json", "--shape", "block"];
    const { code, out } = await run(["complete", "add.ts:2:6", ...flags]);
    expect(code).toBe(0);
    const record: unknown = JSON.parse(out);
    const { stats } = record as {
      readonly stats: { readonly numForks: number; readonly numTrials: number };
    };
    expect(stats.numForks).toBeGreaterThan(0);
    expect(stats.numTrials).toBeGreaterThan(stats.numForks);
  });

  it("refuses rules that cannot be", async () => {
    const marked = await run(["complete", "add.ts:2:6", "--watermark-key", "mine"]);
    expect(marked.code).toBe(2);
    expect(marked.err).toContain("raise the temperature");
    const none = await run(["complete", "add.ts:2:6", "--temperature", "1", "--top-p", "0"]);
    expect(none.code).toBe(2);
    expect(none.err).toContain("top-p is 0");
  });

  it("recognises the text that it drew with a key, and no other", async () => {
    const flags = ["--shape", "block", "--temperature", "1.5", "--watermark-key", "mine"];
    const drawn = await run(["complete", "empty.ts:1:3", ...flags, "--max-tokens", "80"]);
    expect(drawn.code).toBe(0);
    const detect = async (key: string): Promise<unknown> => {
      const input = { readInput: () => Promise.resolve(drawn.out) };
      const args = ["detect", "-", "--watermark-key", key, "--null-keys", "19", "--json"];
      const { code, out } = await run(args, input);
      expect(code).toBe(0);
      return JSON.parse(out);
    };
    expect(await detect("mine")).toMatchObject({ pValue: 0.05, numNullKeys: 19, blockTokens: 32 });
    expect(await detect("yours")).not.toMatchObject({ pValue: 0.05 });
  });

  it("says what a mark cannot tell", async () => {
    const args = ["detect", "add.ts", "--watermark-key", "mine", "--null-keys", "9"];
    const { code, out, err } = await run(args);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^p = \d\.\d{4}: of 9 fresh keys \d fit as well\.\n\d+ tokens, judged in blocks of \d+\.\n$/,
    );
    expect(err).toContain("a few lines say nothing");
  });

  it("evaluates cases and writes a line for each", async () => {
    const args = ["eval", "--cases", "cases.jsonl", "--out", "out.jsonl", "--max-tokens", "8"];
    const { code, out } = await run([...args, "--json"]);
    expect(code).toBe(0);
    const two = { ways: { exact: { numCases: 2 } } };
    expect(JSON.parse(out)).toMatchObject({
      setting: {
        model: "foretype-seed",
        precision: "auto",
        strategy: "auto",
        threads: 1,
      },
      kinds: { line: two, mid: two, block: two },
      all: { ways: { exact: { numCases: 6, stats: { numRequests: 6 } } } },
    });
    const lines = (await readFile(path.join(cwd, "out.jsonl"), "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as { id: string; stats: object });
    expect(records.map((record) => record.id)).toEqual([
      "line-0000",
      "mid-0001",
      "block-0002",
      "line-0003",
      "mid-0004",
      "block-0005",
    ]);
    for (const { stats } of records) expect(Object.keys(stats).toSorted()).toEqual(statsFields);
  });

  it("stops between two cases when interrupted, and says what it has", async () => {
    const cancellation = { isCancelled: false };
    const progress = {
      advance: () => {
        cancellation.isCancelled = true;
      },
      advanceTo: () => undefined,
      stop: () => undefined,
    };
    const { code, out } = await run(["eval", "--cases", "cases.jsonl", "--json"], {
      cancellation,
      startProgress: () => progress,
    });
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ all: { ways: { exact: { numCases: 1 } } } });
  });

  it("benches strategies side by side, with the equality check", async () => {
    const args = ["bench", "--cases", "cases.jsonl", "--limit", "3", "--precision", "fp32"];
    const { code, out } = await run([...args, "--max-tokens", "12", "--json"]);
    expect(code).toBe(0);
    const [, ...drafting] = usableStrategies({}).map(({ id }) => id);
    expect(JSON.parse(out)).toMatchObject({
      cases: "3 cases of cases.jsonl",
      machine: { node: process.versions.node, onnxruntime: "1.30.0" },
      runs: [
        {
          precision: "fp32",
          threads: 1,
          strategies: [
            { strategy: "autoregressive", tokensPerPass: 1, nodesPerPass: 1, equality: null },
            ...drafting.map((strategy) => ({
              strategy,
              equality: { numEqual: 3, numCases: 3, differences: [] },
              stats: { numRequests: 3 },
            })),
          ],
        },
      ],
    });
    const text = await run([...args, "--max-tokens", "4", "--strategy", "token-recycling"]);
    expect(text.out).toMatch(/^fp32 +token-recycling .* 3 of 3$/m);
  });
});

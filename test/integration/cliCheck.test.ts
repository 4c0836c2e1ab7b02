import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliHost } from "../../src/cli/cliHost";
import { runCli } from "../../src/cli/runCli";
import { rememberCheck } from "../../src/store/modelChecks";
import { locateModel } from "../../src/store/locateModel";
import { fakeCliHost } from "../support/fakeCliHost";
import { modelsFolder } from "../support/modelsFolder";

describe("foretype models check, over the embedded model", () => {
  // Its own: what a check finds changes how later tests would ask.
  let cacheFolder = "";
  beforeAll(async () => {
    cacheFolder = await mkdtemp(path.join(os.tmpdir(), "foretype-check-"));
  });
  afterAll(async () => {
    await rm(cacheFolder, { recursive: true });
  });

  const run = async (args: readonly string[], overrides: Partial<CliHost> = {}) => {
    const host = fakeCliHost({ cacheFolder, ...overrides });
    const code = await runCli([...args, "--threads", "1"], host);
    return { code, out: host.out(), err: host.err() };
  };
  /** How the model is asked when nothing else is said. */
  const asked = async (): Promise<unknown> => {
    const cases = ["--cases", path.join(modelsFolder, "check-cases.jsonl"), "--limit", "1"];
    const { code, out } = await run(["eval", ...cases, "--max-tokens", "4", "--json"]);
    expect(code).toBe(0);
    const { setting } = JSON.parse(out) as { readonly setting: object };
    return setting;
  };

  it("shows each way, and asks the model in the best one from then on", async () => {
    const { sha256 } = await locateModel(modelsFolder, "foretype-seed");
    const poor = { holeStart: "cursor", layout: "suffix-first" } as const;
    await rememberCheck(cacheFolder, sha256, { ...poor, numCases: 1, exactMatch: 0 });
    expect(await asked()).toMatchObject({ hole: "cursor", layout: "suffix-first" });

    const args = ["models", "check", "foretype-seed", "--limit", "6", "--json"];
    const { code, out } = await run(args);
    expect(code).toBe(0);
    const report = JSON.parse(out) as {
      readonly ways: readonly { readonly healing: string; readonly bitsPerCharacter: number }[];
      readonly winner: { readonly holeStart: string; readonly layout: string };
    };
    expect(report).toMatchObject({
      setting: { model: "foretype-seed", threads: 1 },
      numCases: 6,
      seesSuffix: true,
      ways: Array.from({ length: 16 }, () => ({ numCases: 6 })),
    });
    for (const { healing, bitsPerCharacter } of report.ways) {
      if (healing === "exact") expect(bitsPerCharacter).toBeGreaterThan(0);
    }
    // It was trained with the suffix first; six cases tell that much.
    expect(report.winner.holeStart).not.toBe("cursor");
    expect(await asked()).toMatchObject({
      hole: report.winner.holeStart,
      layout: report.winner.layout,
    });
  });

  it("keeps nothing when it is stopped, and shows what there is", async () => {
    const before = await asked();
    const cancellation = { isCancelled: false };
    let numRuns = 0;
    const progress = {
      advance: () => {
        numRuns += 1;
        cancellation.isCancelled = numRuns === 17;
      },
      advanceTo: () => undefined,
      stop: () => undefined,
    };
    const { code, out } = await run(["models", "check", "foretype-seed"], {
      cancellation,
      startProgress: () => progress,
    });
    expect(code).toBe(130);
    expect(out).toMatch(/^foretype-seed, \w+, threads 1, 1 cases\n/);
    expect(out).toContain("\nStopped, so nothing is kept. So far the best is hole ");
    expect(await asked()).toEqual(before);
  });

  it("refuses a model and cases that are not there", async () => {
    expect(await run(["models", "check", "no-such-model"])).toMatchObject({ code: 2 });
    const { code, err } = await run(["models", "check", "foretype-seed", "--cases", "none.jsonl"]);
    expect(code).toBe(2);
    expect(err).toContain("none.jsonl cannot be read");
  });
});

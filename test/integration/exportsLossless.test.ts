import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DecodeProbe, type DecodedCase } from "../../src/cli/bench/decodeProbe";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import type { CompletionCase } from "../../src/core/check/completionCase";
import { defaultOptions } from "../../src/core/complete/request";
import { usableStrategies } from "../../src/core/decode/strategies";
import { invariant } from "../../src/core/errors";
import { neverCancelled } from "../../src/core/ports";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { genaiGraph } from "../support/exports/genaiGraph";
import { optimumGraph } from "../support/exports/optimumGraph";
import { writeExport } from "../support/exports/writeExport";
import { FakeClock } from "../support/fakeClock";
import { modelsFolder, openSeedModel, silentLogger } from "../support/seedModel";

const numCases = 12;

/** Cursors in words too, so that covers are scored, which are trees in any case. */
const options = { ...defaultOptions, maxPromptTokens: 192, maxTokens: 32 };

let folder: string;
let own: OpenedModel;
let cases: readonly CompletionCase[];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-exports-"));
  own = await openSeedModel("fp32");
  // Files that stay as they are: what is drafted for others changes with every line of them.
  const files = await sourceFiles(path.join(import.meta.dirname, "../fixtures/workspace"));
  cases = cutCases(files, numCases, new SeededRandom(11));
});
afterAll(async () => {
  await own.close();
  await rm(folder, { recursive: true });
});

/** Strategies that find something to draft in any document; others need more than one. */
const surelyDrafting = ["auto", "suffix-automaton", "token-recycling", "trigram-recycling"];

async function decodeAll(
  { model, vocabulary, format }: OpenedModel,
  strategy: string,
): Promise<readonly DecodedCase[]> {
  // Time stands still, so that drafts are as long as on a machine with nothing else to do.
  const probe = new DecodeProbe({ model, vocabulary, format, clock: new FakeClock() });
  const decoded: DecodedCase[] = [];
  for (const [seed, completionCase] of cases.entries()) {
    const temperature = seed % 3 === 2 ? 0.8 : 0;
    const asked = { ...options, strategy, temperature, seed };
    const result = await probe.run(completionCase, asked, neverCancelled);
    invariant(result !== undefined, `${completionCase.id} was decoded`);
    decoded.push(result);
  }
  return decoded;
}

describe.each([
  { layout: "genai", make: genaiGraph, attention: "trees" },
  { layout: "optimum", make: optimumGraph, attention: "chains" },
])("the embedded model exported as $layout", ({ layout, make, attention }) => {
  let opened: OpenedModel;
  beforeAll(async () => {
    const source = await writeExport(
      path.join(folder, layout),
      await locateModel(modelsFolder, "foretype-seed"),
      (weights) => make(weights),
      { isExternal: true },
    );
    opened = await openModel(source, {
      cacheFolder: path.join(folder, "cache"),
      precision: "auto",
      threads: 1,
      logger: silentLogger,
    });
  });
  afterAll(() => opened.close());

  it("writes what our own graph writes, with every strategy", { timeout: 300_000 }, async () => {
    expect(opened.attention).toBe(attention);
    const expected = await decodeAll(own, "autoregressive");
    for (const { id } of usableStrategies({})) {
      const written = await decodeAll(opened, id);
      expect(written.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
      const numAccepted = written.reduce((sum, { stats }) => sum + stats.numAcceptedTokens, 0);
      if (surelyDrafting.includes(id)) expect(numAccepted, id).toBeGreaterThan(numCases);
    }
  });
});

/**
 * Measures what a draft model gains: tokens a pass and speed beside autoregressive decoding and token recycling, by the least
 * probability that is drafted. Prompts are fed to both models before anything is timed, and the strategies take turns.
 *
 * Run with `npx tsx test/bench/draftRates.ts TARGET DRAFT CASES [number of cases] [prompt tokens] [precision]`; the models as
 * `--model` names them, the cases as `foretype cut` writes them.
 */
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseCases, requestOf } from "../../src/core/check/completionCase";
import { Completer } from "../../src/core/complete/completer";
import { findMarks } from "../../src/core/complete/fimMarks";
import { defaultOptions } from "../../src/core/complete/request";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import { draftModel } from "../../src/core/decode/draftModel";
import type { Strategy } from "../../src/core/decode/strategy";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import { DraftModelDrafter } from "../../src/core/draft/draftModelDrafter";
import { precisions } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { emptyStats, type DecodeStats } from "../../src/core/stats/decodeStats";
import { mergeStats } from "../../src/core/stats/mergeStats";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { resolveModel } from "../../src/store/resolveModel";
import { modelsFolder } from "../support/modelsFolder";
import { silentLogger } from "../support/seedModel";

const [target = "", draft = "", casesFile = "", numCases = "20", promptTokens = "256", wanted] =
  process.argv.slice(2);
const precision = precisions.find((known) => known === wanted) ?? "auto";
const cacheFolder = process.env["FORETYPE_CACHE"] ?? path.join(os.tmpdir(), "foretype-bench");

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function open(reference: string): Promise<OpenedModel> {
  const source = await resolveModel(reference, {
    ...{ modelsFolder, cacheFolder, modelFolders: [], cwd: process.cwd() },
    ...{ env: process.env, homeFolder: os.homedir(), platform: process.platform },
  });
  return openModel(source, { cacheFolder, precision, threads: 0, logger: silentLogger });
}

const leastProbabilities = [0.1, 0.4, 0.7];

interface Variant {
  readonly name: string;
  readonly strategy: Strategy;
  readonly minProbability: number;
}

const variants: readonly Variant[] = [
  { name: "autoregressive", strategy: autoregressive, minProbability: 1 },
  { name: "token-recycling", strategy: tokenRecycling, minProbability: 1 },
  ...leastProbabilities.flatMap((minProbability) =>
    [1, 2, 4].map((maxDrafts) => ({
      name: `from ${String(minProbability)}, ${String(maxDrafts)}`,
      strategy: { ...draftModel, maxDrafts, maxDepth: maxDrafts },
      minProbability,
    })),
  ),
];

async function main(): Promise<void> {
  const [large, small] = [await open(target), await open(draft)];
  let variant = variants[0];
  // One drafter for all: there is one cache of the draft model.
  const drafter = new DraftModelDrafter({
    draft: {
      model: small.model,
      onFailure: (error) => {
        throw error;
      },
    },
    clock: performance,
    get minProbability() {
      return variant?.minProbability ?? 1;
    },
  });
  const endTokens = findMarks(large.format, large.vocabulary).end;
  const inner = new Decoder({ ...large, endTokens, clock: performance });
  const decode = (request: DecodeRequest): ReturnType<Decoder["decode"]> => {
    const strategy = variant?.strategy ?? autoregressive;
    const isDrafting = strategy.id === draftModel.id;
    return inner.decode({
      ...request,
      strategy: isDrafting ? { ...strategy, createDrafter: () => drafter } : strategy,
    });
  };
  const completer = new Completer({ ...large, clock: performance, decoder: { decode } });
  const options = { ...defaultOptions, maxPromptTokens: Number(promptTokens), maxTokens: 32 };
  const sums = variants.map(() => emptyStats);
  const ratios = variants.map((): number[] => []);
  const cases = parseCases(await readFile(casesFile, "utf8"), casesFile);
  for (const [turn, completionCase] of cases.slice(0, Number(numCases)).entries()) {
    const request = requestOf(completionCase);
    variant = variants.at(-1);
    await completer.warm(request, options, neverCancelled);
    const figures: DecodeStats[] = [];
    const texts = new Set<string>();
    for (let i = 0; i < variants.length; i++) {
      const index = (i + turn) % variants.length;
      variant = variants[index];
      const outcome = await completer.complete(request, options, neverCancelled);
      figures[index] = outcome.stats ?? emptyStats;
      texts.add(outcome.kind === "suggestion" ? outcome.text : "");
    }
    for (const [index, stats] of figures.entries()) {
      sums[index] = mergeStats(sums[index] ?? emptyStats, stats);
      const ratio = (stats.tokensPerSecond ?? NaN) / (figures[0]?.tokensPerSecond ?? NaN);
      if (Number.isFinite(ratio)) ratios[index]?.push(ratio);
    }
    const numTokens = String(figures[0]?.numGeneratedTokens);
    print(`${completionCase.id}: ${numTokens} tokens, ${String(texts.size)} text(s)`);
    report(sums, ratios);
  }
  await small.close();
  await large.close();
}

function report(sums: readonly DecodeStats[], ratios: readonly (readonly number[])[]): void {
  print(
    "strategy            kept  tokens/pass  nodes/pass  ms/token  draft ms/token  median speed",
  );
  for (const [index, { name }] of variants.entries()) {
    const stats = sums[index] ?? emptyStats;
    const sorted = (ratios[index] ?? []).toSorted((a, b) => a - b);
    print(
      [
        name.padEnd(18),
        (stats.acceptanceRate ?? NaN).toFixed(2).padStart(6),
        (stats.meanAcceptanceLength ?? NaN).toFixed(2).padStart(12),
        (stats.numNodes / stats.numPasses).toFixed(2).padStart(11),
        (stats.decodeMs / stats.numGeneratedTokens).toFixed(1).padStart(9),
        (stats.ms.draft / stats.numGeneratedTokens).toFixed(1).padStart(15),
        (sorted[Math.floor(sorted.length / 2)] ?? NaN).toFixed(2).padStart(13),
      ].join(" "),
    );
  }
}

void main();

/**
 * Measures what the shape of token recycling's draft tree rests on, over cases cut from this repository's sources:
 * the hit rates by depth and rank, and what each size of the tree gains and costs.
 *
 * Run with `npx tsx test/bench/recyclingRates.ts [fp32|int8|int4] [number of cases] [threads]`.
 */
import path from "node:path";
import { requestOf, type CompletionCase } from "../../src/core/check/completionCase";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import { Completer } from "../../src/core/complete/completer";
import { findMarks } from "../../src/core/complete/fimMarks";
import { defaultOptions } from "../../src/core/complete/request";
import { at } from "../../src/core/at";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import type { VerifiedStep } from "../../src/core/draft/drafter";
import { NUM_CANDIDATES, TokenRecycling } from "../../src/core/draft/tokenRecycling";
import type { Precision } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { emptyStats, type DecodeStats } from "../../src/core/stats/decodeStats";
import { mergeStats } from "../../src/core/stats/mergeStats";
import type { OpenedModel } from "../../src/runtime/openModel";
import { openSeedModel } from "../support/seedModel";

const maxDepth = 8;

/** Counts, at each node that the verifier visited, at which rank the matrix had the token that came. */
class RateMeter extends TokenRecycling {
  readonly numVisits = new Float64Array(maxDepth);
  readonly numHits = Array.from({ length: maxDepth }, () => new Float64Array(NUM_CANDIDATES));

  override observe(step: VerifiedStep): void {
    for (const [depth, node] of step.path.subarray(0, maxDepth).entries()) {
      const token = at(step.output.tree.tokens, node);
      const ranks = Array.from({ length: NUM_CANDIDATES }, (_, rank) =>
        this.candidate(token, rank),
      );
      this.numVisits[depth] = at(this.numVisits, depth) + 1;
      const hits = this.numHits[depth];
      const rank = ranks.indexOf(at(step.emitted, depth));
      if (hits !== undefined && rank >= 0) hits[rank] = at(hits, rank) + 1;
    }
    super.observe(step);
  }
}

/** Decodes all cases with each strategy, taking turns, so that a busy machine slows all of them down alike. */
async function decodeAll(
  opened: OpenedModel,
  cases: readonly CompletionCase[],
  strategies: readonly Strategy[],
): Promise<readonly DecodeStats[]> {
  const endTokens = findMarks(opened.format, opened.vocabulary).end;
  const inner = new Decoder({ ...opened, endTokens, clock: performance });
  const sums = strategies.map(() => emptyStats);
  for (const [turn, completionCase] of cases.entries()) {
    for (let i = 0; i < strategies.length; i++) {
      const index = (i + turn) % strategies.length;
      const strategy = strategies[index] ?? autoregressive;
      const decoder = {
        decode: (request: DecodeRequest) => inner.decode({ ...request, strategy }),
      };
      const completer = new Completer({ ...opened, clock: performance, decoder });
      const request = requestOf(completionCase);
      // Each strategy reads the prompt itself, as it would alone: its drafter learns from that.
      opened.model.truncate(0);
      const outcome = await completer.complete(request, defaultOptions, neverCancelled);
      sums[index] = mergeStats(sums[index] ?? emptyStats, outcome.stats ?? emptyStats);
    }
  }
  return sums;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measureRates(opened: OpenedModel, cases: readonly CompletionCase[]): Promise<void> {
  // The same rates at every depth draft broad trees, so that rare ranks are visited too.
  const hitRates = Array<number[]>(maxDepth).fill([0.7, 0.1, 0.05, 0.04, 0.03, 0.03, 0.02, 0.02]);
  const { vocabSize } = opened.model;
  const meter = new RateMeter({ vocabSize, hitRates, numPromptRows: 128 });
  const metered = { ...tokenRecycling, maxDrafts: 24, maxDepth, createDrafter: () => meter };
  await decodeAll(opened, cases, [metered]);
  print("hit rates by depth, best rank first");
  for (const [depth, hits] of meter.numHits.entries()) {
    const visits = at(meter.numVisits, depth);
    const rates = Array.from(hits, (num) => (num / visits).toFixed(3));
    print(`  depth ${String(depth)} (${String(visits)} visits): ${rates.join(" ")}`);
  }
}

async function measureSizes(opened: OpenedModel, cases: readonly CompletionCase[]): Promise<void> {
  const sizes = [1, 2, 3, 4, 5, 7, 11];
  const recycling = sizes.map((maxDrafts) => ({
    ...tokenRecycling,
    id: String(maxDrafts),
    maxDrafts,
    maxDepth,
  }));
  const [plain, ...drafted] = await decodeAll(opened, cases, [autoregressive, ...recycling]);
  print("drafts  tokens/pass  ms/pass  tokens/s  beside autoregressive");
  for (const [i, stats] of drafted.entries()) {
    const speed = stats.tokensPerSecond ?? Number.NaN;
    const columns = [
      String(sizes[i]).padStart(6),
      (stats.meanAcceptanceLength ?? Number.NaN).toFixed(2).padStart(11),
      (stats.decodeMs / stats.numPasses).toFixed(2).padStart(7),
      speed.toFixed(0).padStart(8),
      (speed / (plain?.tokensPerSecond ?? Number.NaN)).toFixed(2),
    ];
    print(columns.join("  "));
  }
}

async function main(precision: Precision, numCases: number, threads: number): Promise<void> {
  const opened = await openSeedModel(precision, threads);
  const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
  const cases = cutCases(files, numCases, new SeededRandom(7));
  print(`${precision}, ${String(cases.length)} cases, ${String(threads)} threads`);
  await measureRates(opened, cases);
  await measureSizes(opened, cases);
  await opened.close();
}

const [precision = "fp32", numCases = "300", threads = "2"] = process.argv.slice(2);
void main(precision as Precision, Number(numCases), Number(threads));

/**
 * Measures how often the next token stands at a rank of trigram recycling's rows, by the depth of the node and by how many tokens
 * the row is about, over cases cut from this repository's sources. The rates do not depend on how fast the machine is.
 *
 * Run with `npx tsx test/bench/trigramRates.ts [fp32|int8|int4] [number of cases] [threads]`.
 */
import path from "node:path";
import { requestOf } from "../../src/core/check/completionCase";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import { at } from "../../src/core/at";
import { Completer } from "../../src/core/complete/completer";
import { findMarks } from "../../src/core/complete/fimMarks";
import { defaultOptions } from "../../src/core/complete/request";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import { trigramRecycling } from "../../src/core/decode/trigramRecycling";
import type { VerifiedStep } from "../../src/core/draft/drafter";
import { NUM_CANDIDATES } from "../../src/core/draft/tokenRecycling";
import { TrigramRecycling, type Context } from "../../src/core/draft/trigramRecycling";
import type { Precision } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { openSeedModel } from "../support/seedModel";

const maxDepth = 8;

/** Visits of nodes at each depth whose row is about one number of tokens, and hits at each rank. */
class Rates {
  readonly numVisits = new Float64Array(maxDepth);
  readonly numHits = Array.from({ length: maxDepth }, () => new Float64Array(NUM_CANDIDATES));

  count(depth: number, rank: number): void {
    this.numVisits[depth] = at(this.numVisits, depth) + 1;
    const hits = this.numHits[depth];
    if (hits !== undefined && rank >= 0) hits[rank] = at(hits, rank) + 1;
  }
}

/** Counts, at each node that the verifier visited, at which rank the row had the token that came. */
class RateMeter extends TrigramRecycling {
  readonly rates = { 1: new Rates(), 3: new Rates() };
  #text: number[] = [];

  override begin(tokens: Int32Array): void {
    super.begin(tokens);
    this.#text = Array.from(tokens);
  }

  override observe(step: VerifiedStep): void {
    for (const [depth, token] of step.emitted.subarray(0, maxDepth).entries()) {
      const [third = -1, second = -1, first = -1] = this.#text.slice(-3).reverse();
      const context: Context = [first, second, third];
      const { tokens, numTokens } = this.candidates(context);
      if (step.draft !== undefined) this.rates[numTokens].count(depth, tokens.indexOf(token));
      this.#text.push(token);
    }
    super.observe(step);
  }
}

async function main(precision: Precision, numCases: number, threads: number): Promise<void> {
  const opened = await openSeedModel(precision, threads);
  const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
  const cases = cutCases(files, numCases, new SeededRandom(7));
  const { vocabSize } = opened.model;
  const flat = Array<number[]>(maxDepth).fill([0.7, 0.1, 0.05, 0.04, 0.03, 0.03, 0.02, 0.02]);
  const meter = new RateMeter({ vocabSize, rates: { one: flat, three: flat }, numPromptRows: 128 });
  const strategy = { ...trigramRecycling, maxDrafts: 24, maxDepth, createDrafter: () => meter };
  const endTokens = findMarks(opened.format, opened.vocabulary).end;
  const inner = new Decoder({ ...opened, endTokens, clock: performance });
  const decoder = {
    decode: (request: DecodeRequest) => inner.decode({ ...request, strategy }),
  };
  const completer = new Completer({ ...opened, clock: performance, decoder });
  for (const completionCase of cases) {
    opened.model.truncate(0);
    await completer.complete(requestOf(completionCase), defaultOptions, neverCancelled);
  }
  for (const numTokens of [3, 1] as const) {
    process.stdout.write(
      `rows of ${String(numTokens)} tokens: hit rates by depth, best rank first\n`,
    );
    for (const [depth, hits] of meter.rates[numTokens].numHits.entries()) {
      const visits = at(meter.rates[numTokens].numVisits, depth);
      const rates = Array.from(hits, (num) => (num / visits).toFixed(3));
      process.stdout.write(
        `  depth ${String(depth)} (${String(visits)} visits): ${rates.join(" ")}\n`,
      );
    }
  }
  await opened.close();
}

const [precision = "fp32", numCases = "300", threads = "2"] = process.argv.slice(2);
void main(precision as Precision, Number(numCases), Number(threads));

/**
 * Measures what the model's own figures say of a suggestion: how well each of them, and the gate, tells texts that are exactly what
 * the author wrote; what is shown and how much of it is right by the gate's floor; the weights that fit these cases; and where texts
 * had better end. None of it depends on how fast the machine is.
 *
 * Run with `npx tsx test/bench/gateRates.ts MODEL CASES [number of cases] [prompt tokens] [precision] [limits]`; the model as
 * `--model` names it, the cases as `foretype cut` writes them, limits with commas, 0 first: each is another completion of each case.
 */
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { scoreCase } from "../../src/core/check/caseScore";
import { parseCases, requestOf, type CompletionCase } from "../../src/core/check/completionCase";
import { Completer } from "../../src/core/complete/completer";
import { defaultOptions, type CompletionOptions } from "../../src/core/complete/request";
import type { Confidence } from "../../src/core/gate/confidence";
import { gateChance } from "../../src/core/gate/gate";
import { gateFeatureNames, gateFeatures } from "../../src/core/gate/gateFeatures";
import { priorWeights } from "../../src/core/gate/priorWeights";
import { precisions } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { resolveModel } from "../../src/store/resolveModel";
import { modelsFolder } from "../support/modelsFolder";
import { silentLogger } from "../support/seedModel";
import { ranking, thresholdRate, type Answer } from "./gate/answer";
import { fitWeights } from "./gate/fitWeights";

const [model = "", casesFile = "", numCases = "200", promptTokens = "256", wanted, stops] =
  process.argv.slice(2);
const precision = precisions.find((known) => known === wanted) ?? "auto";
const cacheFolder = process.env["FORETYPE_CACHE"] ?? path.join(os.tmpdir(), "foretype-bench");

const floors = [0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const limits = (stops ?? "0,0.02,0.05,0.1,0.2,0.3,0.5").split(",").map(Number);
/** Of a weight's square, in fitting: a few hundred cases say little of so many weights. */
const penalty = 0.003;

interface Judged {
  readonly confidence: Confidence;
  readonly isExact: boolean;
}

/** Characters of suggestions that end below some probability, and how many of them are before the first wrong one. */
interface Ended {
  numTexts: number;
  numCharacters: number;
  numRight: number;
  numWhollyRight: number;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function open(): Promise<OpenedModel> {
  const source = await resolveModel(model, {
    ...{ modelsFolder, cacheFolder, modelFolders: [], cwd: process.cwd() },
    ...{ env: process.env, homeFolder: os.homedir(), platform: process.platform },
  });
  return openModel(source, { cacheFolder, precision, threads: 0, logger: silentLogger });
}

async function main(): Promise<void> {
  const opened = await open();
  const completer = new Completer({ ...opened, clock: performance });
  const options = { ...defaultOptions, maxPromptTokens: Number(promptTokens), traces: true };
  const cases = parseCases(await readFile(casesFile, "utf8"), casesFile);
  const judged: Judged[] = [];
  const ended = limits.map((): Ended => ({
    numTexts: 0,
    numCharacters: 0,
    numRight: 0,
    numWhollyRight: 0,
  }));
  // Evenly from the whole file: cases of a kind may stand together.
  const step = Math.max(1, Math.floor(cases.length / Number(numCases)));
  for (const completionCase of cases.filter((_, i) => i % step === 0)) {
    for (const [i, stopBelow] of limits.entries()) {
      const found = await complete(completionCase, completer, {
        ...options,
        gate: { floor: 0, stopBelow },
      });
      if (found === undefined) continue;
      if (stopBelow === 0) judged.push(found);
      const sums = ended[i];
      if (sums === undefined) continue;
      sums.numTexts += 1;
      sums.numCharacters += found.numCharacters;
      sums.numRight += found.numKeptCharacters;
      sums.numWhollyRight += found.numKeptCharacters === found.numCharacters ? 1 : 0;
    }
  }
  await opened.close();
  reportScores(judged);
  reportWeights(judged);
  reportLimits(ended);
}

async function complete(
  completionCase: CompletionCase,
  completer: Completer,
  options: CompletionOptions,
): Promise<(Judged & Omit<ReturnType<typeof scoreCase>, "isExact">) | undefined> {
  const outcome = await completer.complete(requestOf(completionCase), options, neverCancelled);
  if (outcome.kind === "none" || outcome.confidence === undefined) return undefined;
  return { confidence: outcome.confidence, ...scoreCase(completionCase, outcome.text) };
}

const scores: readonly (readonly [string, (confidence: Confidence) => number])[] = [
  ["probability of the text", (c) => c.meanLogProbability * c.numTokens],
  ["mean log probability", (c) => c.meanLogProbability],
  ["least log probability", (c) => c.leastLogProbability],
  ["entropy of the first token", (c) => -c.firstEntropy],
  ["greatest entropy", (c) => -c.greatestEntropy],
  ["drafted share", (c) => c.draftedShare],
  ["number of tokens", (c) => -c.numTokens],
  ["the gate", (c) => gateChance(priorWeights, c, {})],
];

function answersBy(judged: readonly Judged[], scoreOf: (c: Confidence) => number): Answer[] {
  return judged.map(({ confidence, isExact }) => {
    return { score: scoreOf(confidence), isWanted: isExact };
  });
}

function reportScores(judged: readonly Judged[]): void {
  const numExact = judged.filter(({ isExact }) => isExact).length;
  print(`${String(judged.length)} suggestions, ${String(numExact)} exact`);
  print("area under the ROC curve, exact against not:");
  for (const [name, scoreOf] of scores) {
    print(`  ${name.padEnd(28)} ${inDigits(ranking(answersBy(judged, scoreOf)), 3)}`);
  }
  reportFloors(answersBy(judged, (confidence) => gateChance(priorWeights, confidence, {})));
}

function reportFloors(answers: readonly Answer[]): void {
  print("floor of the gate   shown  precision  recall");
  for (const floor of floors) {
    const { shown, precision: right, recall } = thresholdRate(answers, floor);
    const figures = [inDigits(shown, 2), inDigits(right, 2).padStart(10), inDigits(recall, 2)];
    print(`${inDigits(floor, 2).padEnd(18)} ${figures.join("  ")}`);
  }
}

/** The weights that fit all cases, and how well those that fit one half do on the other. */
function reportWeights(judged: readonly Judged[]): void {
  const examples = judged.map(({ confidence, isExact }) => {
    return { confidence, features: gateFeatures(confidence, {}), isWanted: isExact };
  });
  const halves = [0, 1].map((half) => examples.filter((_, i) => i % 2 === half));
  const unseen = halves.flatMap((half, i) => {
    const weights = fitWeights(halves[1 - i] ?? [], penalty);
    return half.map(({ confidence, isWanted }) => {
      return { score: gateChance(weights, confidence, {}), isWanted };
    });
  });
  print(`fitted on one half, on the other: ${inDigits(ranking(unseen), 3)}`);
  reportFloors(unseen);
  print("weights that fit all:");
  for (const [i, weight] of fitWeights(examples, penalty).entries()) {
    print(`  ${(gateFeatureNames[i] ?? "").padEnd(22)} ${inDigits(weight, 2)}`);
  }
}

function reportLimits(ended: readonly Ended[]): void {
  print("stop below   texts  characters  right  wholly right");
  for (const [i, { numTexts, numCharacters, numRight, numWhollyRight }] of ended.entries()) {
    print(
      [
        inDigits(limits[i], 2).padEnd(11),
        String(numTexts).padStart(6),
        inDigits(numCharacters / numTexts, 1).padStart(11),
        inDigits(numRight / numCharacters, 2).padStart(6),
        inDigits(numWhollyRight / numTexts, 2).padStart(13),
      ].join(" "),
    );
  }
}

function inDigits(value: number | undefined, digits: number): string {
  return value === undefined ? "-" : value.toFixed(digits);
}

void main();

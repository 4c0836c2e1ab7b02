import { at } from "../at";
import type { VerifiedStep } from "../draft/drafter";
import { invariant } from "../errors";
import { hasChildren } from "../tree/children";
import type { Trials } from "../verify/verifier";
import { withRatios, type DecodeStats } from "./decodeStats";
import { addAt, addByDrafter, countAt, countDraft, type GrowingCounts } from "./drafterCounts";
import type { StageTimer } from "./stageTimer";

/** Ranks of guesses whose chances are summed up. A larger pass pays nowhere, and a smaller list is less to send. */
const mostRanks = 32;

/** Counts what one request does. It only looks on: nothing in it changes what is decoded. */
export class StatsRecorder {
  readonly #timer: StageTimer;
  readonly #numPromptTokens: number;
  readonly #acceptedPerPosition: number[] = [];
  readonly #draftedPerPosition: number[] = [];
  readonly #passesPerSize: number[] = [];
  readonly #forwardMsPerSize: number[] = [];
  readonly #chancesPerRank: number[] = [];
  readonly #entropies: number[] = [];
  readonly #drafters: GrowingCounts = {};
  #sumOfChances = 0;
  #prefillEndMs: number | undefined;
  #numReusedTokens = 0;
  #numHealPasses = 0;
  #numCovers = 0;
  #numHealedTokens = 0;
  #numPasses = 0;
  #numNodes = 0;
  #numAcceptedTokens = 0;
  #numRecoveredTokens = 0;
  #numBonusTokens = 0;
  #numCutTokens = 0;
  #numForks = 0;
  #numTrials = 0;
  #numTrialPasses = 0;
  #numTrialNodes = 0;
  #numMassEstimates = 0;
  #sumOfMassEstimates = 0;

  constructor(timer: StageTimer, numPromptTokens: number) {
    this.#timer = timer;
    this.#numPromptTokens = numPromptTokens;
  }

  reused(numTokens: number): void {
    this.#numReusedTokens = numTokens;
  }

  /** Decoding starts here. */
  prefilled(): void {
    this.#prefillEndMs = this.#timer.elapsedMs;
  }

  /**
   * One healing pass.
   *
   * @param numResultTokens how many of the chosen tokens are in the result; the others were cut
   */
  healed(
    cover: { readonly numCovers: number; readonly numTokens: number },
    numResultTokens: number,
  ): void {
    this.#numHealPasses += 1;
    this.#numCovers += cover.numCovers;
    this.#numHealedTokens += cover.numTokens;
    this.#numCutTokens += cover.numTokens - numResultTokens;
  }

  /** One estimate of the share of the model's mass that a constraint left, as its logarithm. */
  constrained(logMass: number): void {
    this.#numMassEstimates += 1;
    this.#sumOfMassEstimates += Math.exp(logMass);
  }

  /**
   * One verify step.
   *
   * @param told how many of the emitted tokens are in the result, the others were cut; and what the pass took
   */
  step(
    step: VerifiedStep,
    {
      numResultTokens,
      forwardMs,
    }: { readonly numResultTokens: number; readonly forwardMs: number },
  ): void {
    const { draft, output, path, emitted } = step;
    invariant(emitted.length === path.length, "a step emits one token for each node on its path");
    this.#numPasses += 1;
    this.#numNodes += output.tree.size;
    const numAccepted = path.length - 1;
    this.#numAcceptedTokens += numAccepted;
    for (let i = 0; i < numAccepted; i++) countAt(this.#acceptedPerPosition, i);
    const deepest = output.tree.depths.reduce((most, depth) => Math.max(most, depth), 0);
    for (let i = 0; i < deepest; i++) countAt(this.#draftedPerPosition, i);
    countAt(this.#passesPerSize, output.tree.size - 1);
    addAt(this.#forwardMsPerSize, output.tree.size - 1, forwardMs);
    if (draft !== undefined) {
      countDraft(this.#drafters, draft, path);
      this.#sumOfChances += draft.chances.reduce((sum, chance) => sum + chance, -1);
      const numRanks = Math.min(draft.ranked.length, mostRanks);
      for (let i = 0; i < numRanks; i++) addAt(this.#chancesPerRank, i, at(draft.ranked, i));
    }
    if (hasChildren(output.tree, at(path, numAccepted))) this.#numRecoveredTokens += 1;
    else this.#numBonusTokens += 1;
    this.#numCutTokens += emitted.length - numResultTokens;
    for (const node of path.subarray(0, numResultTokens)) {
      this.#entropies.push(output.row(node).entropy);
    }
  }

  /** What was tried out in the step before. */
  tried(trials: Omit<Trials, "output">): void {
    this.#numForks += 1;
    this.#numTrials += trials.numTrials;
    this.#numTrialPasses += trials.numPasses;
    this.#numTrialNodes += trials.numNodes;
  }

  /** The figures so far. Time counts up to the timer's last lap. */
  finish(): DecodeStats {
    const numVerified = this.#numAcceptedTokens + this.#numPasses;
    const totalMs = this.#timer.elapsedMs;
    return withRatios({
      numRequests: 1,
      numPromptTokens: this.#numPromptTokens,
      numReusedTokens: this.#numReusedTokens,
      numUnseenSuffixes: 0,
      numGeneratedTokens: this.#numHealedTokens + numVerified - this.#numCutTokens,
      numHealPasses: this.#numHealPasses,
      numCovers: this.#numCovers,
      numHealedTokens: this.#numHealedTokens,
      numPasses: this.#numPasses,
      numNodes: this.#numNodes,
      numDraftTokens: this.#numNodes - this.#numPasses,
      numAcceptedTokens: this.#numAcceptedTokens,
      numRecoveredTokens: this.#numRecoveredTokens,
      numBonusTokens: this.#numBonusTokens,
      numCutTokens: this.#numCutTokens,
      acceptedPerPosition: [...this.#acceptedPerPosition],
      draftedPerPosition: [...this.#draftedPerPosition],
      drafters: addByDrafter({}, this.#drafters),
      passesPerSize: [...this.#passesPerSize],
      forwardMsPerSize: [...this.#forwardMsPerSize],
      sumOfChances: this.#sumOfChances,
      chancesPerRank: [...this.#chancesPerRank],
      entropies: [...this.#entropies],
      numForks: this.#numForks,
      numTrials: this.#numTrials,
      numTrialPasses: this.#numTrialPasses,
      numTrialNodes: this.#numTrialNodes,
      numConstraintEvaluations: 0,
      numMassEstimates: this.#numMassEstimates,
      sumOfMassEstimates: this.#sumOfMassEstimates,
      numConsistencyChecks: 0,
      divergences: {},
      decodeMs: totalMs - (this.#prefillEndMs ?? totalMs),
      totalMs,
      ms: this.#timer.ms,
    });
  }
}

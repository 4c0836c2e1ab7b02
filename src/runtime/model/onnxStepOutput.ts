import { invariant } from "../../core/errors";
import type { StepOutput, TargetRow } from "../../core/model/languageModel";
import type { TokenTree } from "../../core/tree/tokenTree";
import type { Pass } from "./stepInputs";

/** What one forward pass returned, still in its tensors. S nodes ran, R of them were asked for, K logits each. */
export interface StepData extends Pass {
  /** [R] the nodes that were asked for */
  readonly nodes: Int32Array;
  /** [R, K] */
  readonly topIds: Int32Array;
  /** [R, K] */
  readonly topLogits: Float32Array;
  /** [R] */
  readonly logSumExp: Float32Array;
  /** [R] */
  readonly entropy: Float32Array;
  /** [R, V], if the pass was asked for it. */
  readonly logits: Float32Array | undefined;
  /** The pass that the branches come from, if there are any. */
  readonly below: OnnxStepOutput | undefined;
}

/** A step that may be kept, and its rows. Those of older steps are dropped, however long branches refer to them. */
export interface RanStep {
  readonly step: OnnxStepOutput;
  /** [2 * layers, kvHeads, S, D] */
  readonly newRows: Float32Array;
}

/** The output of the language models on onnxruntime. */
export class OnnxStepOutput implements StepOutput {
  readonly #data: Omit<StepData, "logits">;
  readonly #fetchLogits: (step: OnnxStepOutput) => Promise<Float32Array>;
  #logits: Float32Array | undefined;

  /** @param fetchLogits runs the same pass once more and returns the logits [R, V] of the same nodes */
  constructor(data: StepData, fetchLogits: (step: OnnxStepOutput) => Promise<Float32Array>) {
    const { logits, ...kept } = data;
    this.#data = kept;
    this.#logits = logits;
    this.#fetchLogits = fetchLogits;
  }

  get tree(): TokenTree {
    return this.#data.tree;
  }

  get cachedLength(): number {
    return this.#data.cachedLength;
  }

  /** How many of the tree's first nodes did not run, because their rows are branches. */
  get numBranches(): number {
    return this.#data.numBranches;
  }

  /** The nodes that were asked for. */
  get nodes(): Int32Array {
    return this.#data.nodes;
  }

  /** Frees the whole rows, which are large: nobody asks a branch for them. */
  dropLogits(): void {
    this.#logits = undefined;
  }

  row(node: number): TargetRow {
    const { nodes, topIds, topLogits, logSumExp, entropy, numBranches, below } = this.#data;
    if (below !== undefined && node < numBranches) return below.row(node);
    const index = this.#indexOf(node);
    const k = topIds.length / nodes.length;
    return {
      ids: topIds.subarray(index * k, (index + 1) * k),
      logits: topLogits.subarray(index * k, (index + 1) * k),
      logSumExp: logSumExp[index] ?? NaN,
      entropy: entropy[index] ?? NaN,
    };
  }

  /** The rows of all nodes come with the first that is asked for, so the others cost nothing more. */
  async fullRow(node: number): Promise<Float32Array> {
    const index = this.#indexOf(node);
    const logits = (this.#logits ??= await this.#fetchLogits(this));
    const vocabSize = logits.length / this.#data.nodes.length;
    return logits.subarray(index * vocabSize, (index + 1) * vocabSize);
  }

  #indexOf(node: number): number {
    const index = this.#data.nodes.indexOf(node);
    invariant(index >= 0, `the row of node ${String(node)} was not asked for`);
    return index;
  }
}

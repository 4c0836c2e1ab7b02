import type { StepOutput, TargetRow } from "../../src/core/model/languageModel";
import { chainTree } from "../../src/core/tree/chainTree";
import { targetRow } from "./fakeModel";

/** The output of a pass over one token whose row is given, at any position, and how often its whole row was fetched. */
export class RowOutput implements StepOutput {
  readonly tree = chainTree(Int32Array.of(0));
  /** Position of the token to pick, less 1. */
  cachedLength = 0;
  numFullRows = 0;
  readonly #logits: Float32Array;
  readonly #row: TargetRow;

  /**
   * @param logits [V]
   * @param topK V if left out
   */
  constructor(logits: Float32Array, topK = logits.length) {
    this.#logits = logits;
    this.#row = targetRow(logits, topK);
  }

  row(): TargetRow {
    return this.#row;
  }

  fullRow(): Promise<Float32Array> {
    this.numFullRows += 1;
    return Promise.resolve(this.#logits);
  }
}

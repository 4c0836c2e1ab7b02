import { at } from "../../core/at";
import { invariant } from "../../core/errors";
import { outputNames } from "../graph/graphNames";
import type { StepData } from "./onnxStepOutput";
import { floatsOf, intsOf, type PassResults } from "./passResults";

type Rows = Pick<StepData, "nodes" | "topIds" | "topLogits" | "logSumExp" | "entropy" | "logits">;

/** Gathers the rows of a tree's nodes from the passes that its parts run in. */
export class RowResults {
  readonly #nodes: Int32Array;
  readonly #wantsLogits: boolean;
  #data: Omit<Rows, "nodes"> | undefined;

  /** @param nodes those whose rows are wanted, in the order in which they are returned */
  constructor(nodes: Int32Array, wantsLogits: boolean) {
    this.#nodes = nodes;
    this.#wantsLogits = wantsLogits;
  }

  /** Which places of a part are wanted; a pass computes one row at least, so the last if none is. */
  wantedOf(part: Int32Array): Int32Array {
    const places = Array.from(part.keys()).filter((i) => this.#nodes.includes(at(part, i)));
    return places.length > 0 ? Int32Array.from(places) : Int32Array.of(part.length - 1);
  }

  /** @param wanted the places in `part` that the pass has computed the rows of */
  add(part: Int32Array, wanted: Int32Array, results: PassResults): void {
    const found = {
      topIds: intsOf(results, outputNames.topIds),
      topLogits: floatsOf(results, outputNames.topLogits),
      logSumExp: floatsOf(results, outputNames.logSumExp),
      entropy: floatsOf(results, outputNames.entropy),
      logits: this.#wantsLogits ? floatsOf(results, outputNames.logits) : undefined,
    };
    const width = (values: ArrayLike<number>): number => values.length / wanted.length;
    const numRows = this.#nodes.length;
    const data = (this.#data ??= {
      topIds: new Int32Array(numRows * width(found.topIds)),
      topLogits: new Float32Array(numRows * width(found.topLogits)),
      logSumExp: new Float32Array(numRows),
      entropy: new Float32Array(numRows),
      logits:
        found.logits === undefined ? undefined : new Float32Array(numRows * width(found.logits)),
    });
    for (const [from, place] of wanted.entries()) {
      const node = at(part, place);
      for (let to = this.#nodes.indexOf(node); to >= 0; to = this.#nodes.indexOf(node, to + 1)) {
        copyRow(found.topIds, data.topIds, { from, to, width: width(found.topIds) });
        copyRow(found.topLogits, data.topLogits, { from, to, width: width(found.topLogits) });
        copyRow(found.logSumExp, data.logSumExp, { from, to, width: 1 });
        copyRow(found.entropy, data.entropy, { from, to, width: 1 });
        if (found.logits === undefined || data.logits === undefined) continue;
        copyRow(found.logits, data.logits, { from, to, width: width(found.logits) });
      }
    }
  }

  data(): Rows {
    invariant(this.#data !== undefined, "a tree has at least one part");
    return { nodes: this.#nodes, ...this.#data };
  }
}

function copyRow<Values extends Int32Array | Float32Array>(
  source: Values,
  target: Values,
  { from, to, width }: { readonly from: number; readonly to: number; readonly width: number },
): void {
  target.set(source.subarray(from * width, (from + 1) * width), to * width);
}

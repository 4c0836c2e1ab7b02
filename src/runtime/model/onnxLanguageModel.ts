import type * as OnnxRuntime from "onnxruntime-node";
import { invariant } from "../../core/errors";
import type {
  ForwardOptions,
  LanguageModel,
  RowCopies,
  StepOutput,
} from "../../core/model/languageModel";
import type { TokenTree } from "../../core/tree/tokenTree";
import { outputNames } from "../graph/graphNames";
import { cacheCopies } from "./cacheCopies";
import { checkBranches, checkKeptPath, checkPass } from "./checkPass";
import { feedCache } from "./feedCache";
import { KvCache } from "./kvCache";
import type { ModelSizes } from "./modelSizes";
import { OnnxStepOutput, type RanStep } from "./onnxStepOutput";
import { floatsOf, intsOf, stepOutputs, type PassResults } from "./passResults";
import { StepInputs, type Pass } from "./stepInputs";
import { widenLogits } from "./widenLogits";

/**
 * A language model on onnxruntime. The cache is ours and only fed; rows of rejected nodes are never committed, so `forward`
 * changes nothing and `truncate` sets two numbers.
 *
 * One call at a time: a `forward` or `fullRow` while another runs is an invariant error, because they share memory.
 */
export class OnnxLanguageModel implements LanguageModel {
  readonly vocabSize: number;
  readonly maxLength: number;
  readonly runsTrees = true;
  readonly rowCopies: RowCopies;
  readonly #session: OnnxRuntime.InferenceSession;
  readonly #cache: KvCache;
  readonly #inputs: StepInputs;
  readonly #head: Int32Array | undefined;
  #isRunning = false;
  /** The output that is still valid. */
  #latest: RanStep | undefined;
  /** The step whose nodes are the branches in the cache, if there are any. */
  #branches: OnnxStepOutput | undefined;

  constructor(
    runtime: typeof OnnxRuntime,
    session: OnnxRuntime.InferenceSession,
    sizes: ModelSizes,
  ) {
    this.vocabSize = sizes.vocabSize;
    this.maxLength = sizes.maxLength;
    this.#head = sizes.head;
    this.#session = session;
    this.#cache = new KvCache(sizes, (data, dims) => new runtime.Tensor("float32", data, dims));
    this.#inputs = new StepInputs(runtime, sizes);
    this.rowCopies = cacheCopies(this.#cache, () => (this.#branches = undefined));
  }

  get cachedLength(): number {
    return this.#cache.length;
  }

  async forward(
    tree: TokenTree,
    rows: Int32Array,
    { wantsLogits = false, numBranches = 0 }: ForwardOptions = {},
  ): Promise<StepOutput> {
    const cachedLength = this.#cache.length;
    checkBranches(tree, numBranches, this.#branches?.tree);
    checkPass(this, { tree, cachedLength, numBranches, rows });
    // The graph's head wants one row at least.
    const nodes = rows.length > 0 ? rows.slice() : Int32Array.of(tree.size - 1);
    const outputs = wantsLogits ? [...stepOutputs, outputNames.logits] : stepOutputs;
    const pass = { tree, cachedLength, numBranches };
    const results = await this.#run(pass, nodes, outputs);
    const step = new OnnxStepOutput(
      {
        ...pass,
        nodes,
        topIds: intsOf(results, outputNames.topIds),
        topLogits: floatsOf(results, outputNames.topLogits),
        logSumExp: floatsOf(results, outputNames.logSumExp),
        entropy: floatsOf(results, outputNames.entropy),
        logits: wantsLogits ? this.#logitsOf(results) : undefined,
        below: numBranches > 0 ? this.#branches : undefined,
      },
      (asked) => this.#fetchLogits(asked),
    );
    this.#latest = { step, newRows: floatsOf(results, outputNames.rows) };
    return step;
  }

  keepBranches(step: StepOutput): void {
    const latest = this.#checkLatest(step);
    const { newRows } = latest;
    const { numBranches, tree } = latest.step;
    this.#cache.appendBranches(newRows, tree.size - numBranches, numBranches);
    latest.step.dropLogits();
    this.#branches = latest.step;
  }

  keep(step: StepOutput, path: Int32Array): void {
    const latest = this.#checkLatest(step);
    const { newRows } = latest;
    const { numBranches, tree } = latest.step;
    checkKeptPath(tree, path);
    // Parents stand before their children, so the branches come first.
    const numOld = path.filter((node) => node < numBranches).length;
    this.#cache.commitBranches(path.subarray(0, numOld));
    const nodes = path.subarray(numOld).map((node) => node - numBranches);
    this.#cache.append(newRows, tree.size - numBranches, nodes);
    this.#branches = undefined;
  }

  truncate(length: number): void {
    this.#cache.truncate(length);
    this.#branches = undefined;
  }

  #checkLatest(step: StepOutput): RanStep {
    const latest = this.#latest;
    invariant(step === latest?.step, "only the latest step can be kept");
    invariant(
      latest.step.cachedLength === this.#cache.length &&
        latest.step.numBranches <= this.#cache.numBranches,
      "the cache has changed since the step was made",
    );
    return latest;
  }

  /** Rows `[0, step.cachedLength)` are what they were, whatever was kept since, so the pass can be run again. */
  async #fetchLogits(step: OnnxStepOutput): Promise<Float32Array> {
    invariant(step === this.#latest?.step, "whole rows can be had of the latest step only");
    invariant(step.numBranches <= this.#cache.numBranches, "the step's branches are forgotten");
    return this.#logitsOf(await this.#run(step, step.nodes, [outputNames.logits]));
  }

  #logitsOf(results: PassResults): Float32Array {
    return widenLogits(floatsOf(results, outputNames.logits), this.#head, this.vocabSize);
  }

  async #run(pass: Pass, nodes: Int32Array, outputs: readonly string[]): Promise<PassResults> {
    invariant(!this.#isRunning, "a forward pass is running already");
    this.#isRunning = true;
    try {
      const feeds = this.#inputs.feeds(
        pass,
        nodes.map((node) => node - pass.numBranches),
        this.#cache.capacity,
      );
      feedCache(feeds, this.#cache.tensors);
      return await this.#session.run(feeds, outputs);
    } finally {
      this.#isRunning = false;
    }
  }
}

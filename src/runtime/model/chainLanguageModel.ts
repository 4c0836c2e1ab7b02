import type * as OnnxRuntime from "onnxruntime-node";
import { at } from "../../core/at";
import { invariant } from "../../core/errors";
import type {
  ForwardOptions,
  LanguageModel,
  RowCopies,
  StepOutput,
} from "../../core/model/languageModel";
import { pathTo } from "../../core/tree/pathTo";
import type { TokenTree } from "../../core/tree/tokenTree";
import { outputNames } from "../graph/graphNames";
import { cacheCopies } from "./cacheCopies";
import { chainFeeds } from "./chainInputs";
import { chainSegments } from "./chainSegments";
import { checkBranches, checkKeptPath, checkPass } from "./checkPass";
import { feedCache } from "./feedCache";
import { KvCache } from "./kvCache";
import type { ModelSizes } from "./modelSizes";
import { OnnxStepOutput, type RanStep } from "./onnxStepOutput";
import { floatsOf, stepOutputs, type PassResults } from "./passResults";
import { RowResults } from "./rowResults";
import { TreeRows } from "./treeRows";

/**
 * A language model on a graph that can run sequences only. A tree is run as one sequence for each of its leaves, each behind the
 * rows of the nodes above it, so its rows are those of the sequences in it and every branch costs a pass.
 *
 * The rows of branches stay with the step that made them. The cache holds them only while a sequence behind them runs.
 *
 * One call at a time: a `forward` or `fullRow` while another runs is an invariant error, because they share memory.
 */
export class ChainLanguageModel implements LanguageModel {
  readonly vocabSize: number;
  readonly maxLength: number;
  readonly runsTrees = false;
  readonly rowCopies: RowCopies;
  readonly #runtime: typeof OnnxRuntime;
  readonly #session: OnnxRuntime.InferenceSession;
  readonly #sizes: ModelSizes;
  readonly #cache: KvCache;
  #length = 0;
  #isRunning = false;
  /** The output that is still valid, and the rows of all its nodes, branches too. */
  #latest: RanStep | undefined;
  /** The step whose nodes are branches, if there are any. */
  #branches: RanStep | undefined;

  constructor(
    runtime: typeof OnnxRuntime,
    session: OnnxRuntime.InferenceSession,
    sizes: ModelSizes,
  ) {
    this.vocabSize = sizes.vocabSize;
    this.maxLength = sizes.maxLength;
    this.#runtime = runtime;
    this.#session = session;
    this.#sizes = sizes;
    this.#cache = new KvCache(sizes, (data, dims) => new runtime.Tensor("float32", data, dims));
    this.rowCopies = cacheCopies(this.#cache, () => {
      this.#length = this.#cache.length;
      this.#branches = undefined;
    });
  }

  get cachedLength(): number {
    return this.#length;
  }

  async forward(
    tree: TokenTree,
    rows: Int32Array,
    { wantsLogits = false, numBranches = 0 }: ForwardOptions = {},
  ): Promise<StepOutput> {
    const cachedLength = this.#length;
    checkBranches(tree, numBranches, this.#branches?.step.tree);
    checkPass(this, { tree, cachedLength, numBranches, rows });
    const nodes = rows.length > 0 ? rows.slice() : Int32Array.of(tree.size - 1);
    const newRows = new TreeRows(this.#sizes, tree.size);
    const below = numBranches > 0 ? this.#branches : undefined;
    if (below !== undefined) {
      const old = Int32Array.from({ length: numBranches }, (_, node) => node);
      newRows.write(below.newRows, below.step.tree.size, old);
    }
    const results = new RowResults(nodes, wantsLogits);
    await this.#exclusively(async () => {
      for (const segment of chainSegments(tree, numBranches)) {
        this.#cache.truncate(cachedLength);
        this.#cache.append(newRows.data, tree.size, segment.ancestors);
        const past = cachedLength + segment.ancestors.length;
        const outputs = wantsLogits ? [...stepOutputs, outputNames.logits] : stepOutputs;
        const wanted = results.wantedOf(segment.nodes);
        const ran = await this.#run({ tree, nodes: segment.nodes, past, wanted }, outputs);
        newRows.write(floatsOf(ran, outputNames.rows), segment.nodes.length, segment.nodes);
        results.add(segment.nodes, wanted, ran);
      }
    });
    const step = new OnnxStepOutput(
      { tree, cachedLength, numBranches, below: below?.step, ...results.data() },
      (asked) => this.#fetchLogits(asked),
    );
    this.#latest = { step, newRows: newRows.data };
    return step;
  }

  keepBranches(step: StepOutput): void {
    const latest = this.#checkLatest(step);
    latest.step.dropLogits();
    this.#branches = latest;
  }

  keep(step: StepOutput, path: Int32Array): void {
    const { tree } = step;
    const { newRows } = this.#checkLatest(step);
    checkKeptPath(tree, path);
    this.#cache.append(newRows, tree.size, path);
    this.#length = this.#cache.length;
    this.#branches = undefined;
  }

  truncate(length: number): void {
    this.#cache.truncate(length);
    this.#length = length;
    this.#branches = undefined;
  }

  #checkLatest(step: StepOutput): RanStep {
    invariant(!this.#isRunning, "a forward pass is running");
    const latest = this.#latest;
    invariant(step === latest?.step, "only the latest step can be kept");
    invariant(
      latest.step.cachedLength === this.#length &&
        latest.step.numBranches <= (this.#branches?.step.tree.size ?? 0),
      "the cache has changed since the step was made",
    );
    return latest;
  }

  /**
   * Runs the paths to the nodes whose rows were asked for, each behind the rows that the step was made behind: those are what
   * they were, whatever was kept since.
   */
  async #fetchLogits(step: OnnxStepOutput): Promise<Float32Array> {
    invariant(step === this.#latest?.step, "whole rows can be had of the latest step only");
    const { tree, cachedLength: past, nodes } = step;
    const logits = new Float32Array(nodes.length * this.vocabSize);
    await this.#exclusively(async () => {
      for (const [i, node] of nodes.entries()) {
        const path = pathTo(tree, node);
        const wanted = Int32Array.of(path.length - 1);
        const ran = await this.#run({ tree, nodes: path, past, wanted }, [outputNames.logits]);
        logits.set(floatsOf(ran, outputNames.logits), i * this.vocabSize);
      }
    });
    return logits;
  }

  /** @param chain `wanted` are places in `nodes`, at least one */
  #run(
    chain: {
      readonly tree: TokenTree;
      readonly nodes: Int32Array;
      readonly past: number;
      readonly wanted: Int32Array;
    },
    outputs: readonly string[],
  ): Promise<PassResults> {
    const { tree, nodes, past, wanted } = chain;
    const tokens = nodes.map((node) => at(tree.tokens, node));
    const feeds = chainFeeds(this.#runtime, { tokens, past, rows: wanted });
    feedCache(feeds, this.#cache.tensors);
    return this.#session.run(feeds, outputs);
  }

  async #exclusively(work: () => Promise<void>): Promise<void> {
    invariant(!this.#isRunning, "a forward pass is running already");
    this.#isRunning = true;
    try {
      await work();
    } finally {
      this.#isRunning = false;
      this.#cache.truncate(this.#length);
    }
  }
}

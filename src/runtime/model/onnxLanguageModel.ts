import type * as OnnxRuntime from "onnxruntime-node";
import { ForetypeError, invariant } from "../../core/errors";
import type { ForwardOptions, LanguageModel, StepOutput } from "../../core/model/languageModel";
import type { TokenTree } from "../../core/tree/tokenTree";
import { inputNames, outputNames } from "../graph/graphNames";
import { KvCache, type KvShape } from "./kvCache";
import { OnnxStepOutput } from "./onnxStepOutput";
import { StepInputs, type Pass } from "./stepInputs";

const stepOutputs: readonly string[] = [
  outputNames.topIds,
  outputNames.topLogits,
  outputNames.logSumExp,
  outputNames.entropy,
  outputNames.rows,
];

/**
 * A language model on onnxruntime. The cache is ours and only fed; rows of rejected nodes are never committed, so `forward`
 * changes nothing and `truncate` sets two numbers.
 *
 * One call at a time: a `forward` or `fullRow` while another runs is an invariant error, because they share memory.
 */
export class OnnxLanguageModel implements LanguageModel {
  readonly vocabSize: number;
  readonly maxLength: number;
  readonly #session: OnnxRuntime.InferenceSession;
  readonly #cache: KvCache;
  readonly #inputs: StepInputs;
  #isRunning = false;
  /** The output that is still valid. */
  #latest: OnnxStepOutput | undefined;
  /** The step whose nodes are the branches in the cache, if there are any. */
  #branches: OnnxStepOutput | undefined;

  constructor(
    runtime: typeof OnnxRuntime,
    session: OnnxRuntime.InferenceSession,
    sizes: KvShape & {
      readonly vocabSize: number;
      readonly maxLength: number;
      /** How many positions a token sees, its own included; all if undefined. */
      readonly slidingWindow?: number | undefined;
    },
  ) {
    this.vocabSize = sizes.vocabSize;
    this.maxLength = sizes.maxLength;
    this.#session = session;
    this.#cache = new KvCache(sizes, (data, dims) => new runtime.Tensor("float32", data, dims));
    this.#inputs = new StepInputs(runtime, sizes.slidingWindow);
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
    this.#checkBranches(tree, numBranches);
    invariant(
      cachedLength + tree.size <= this.maxLength,
      `${String(tree.size)} nodes behind ${String(cachedLength)} rows exceed ${String(this.maxLength)} positions`,
    );
    for (const token of tree.tokens) {
      invariant(token >= 0 && token < this.vocabSize, `there is no token ${String(token)}`);
    }
    for (const node of rows) {
      invariant(node >= 0 && node < tree.size, `the tree has no node ${String(node)}`);
      invariant(node >= numBranches, `node ${String(node)} is a branch and does not run`);
    }
    // The graph's head wants one row at least.
    const nodes = rows.length > 0 ? rows.slice() : Int32Array.of(tree.size - 1);
    const outputs = wantsLogits ? [...stepOutputs, outputNames.logits] : stepOutputs;
    const pass = { tree, cachedLength, numBranches };
    const results = await this.#run(pass, nodes, outputs);
    const step = new OnnxStepOutput(
      {
        ...pass,
        nodes,
        topIds: ints(results, outputNames.topIds),
        topLogits: floats(results, outputNames.topLogits),
        logSumExp: floats(results, outputNames.logSumExp),
        entropy: floats(results, outputNames.entropy),
        newRows: floats(results, outputNames.rows),
        logits: wantsLogits ? floats(results, outputNames.logits) : undefined,
        below: numBranches > 0 ? this.#branches : undefined,
      },
      (asked) => this.#fetchLogits(asked),
    );
    this.#latest = step;
    return step;
  }

  keepBranches(step: StepOutput): void {
    const latest = this.#checkLatest(step);
    const { newRows, numBranches, tree } = latest;
    this.#cache.appendBranches(newRows, tree.size - numBranches, numBranches);
    latest.dropLogits();
    this.#branches = latest;
  }

  keep(step: StepOutput, path: Int32Array): void {
    const { newRows, numBranches, tree } = this.#checkLatest(step);
    for (const [i, node] of path.entries()) {
      invariant(
        tree.parents[node] === (path[i - 1] ?? -1),
        "a kept path leads from the root from parent to child",
      );
    }
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

  #checkLatest(step: StepOutput): OnnxStepOutput {
    const latest = this.#latest;
    invariant(latest !== undefined && step === latest, "only the latest step can be kept");
    invariant(
      latest.cachedLength === this.#cache.length && latest.numBranches <= this.#cache.numBranches,
      "the cache has changed since the step was made",
    );
    return latest;
  }

  #checkBranches(tree: TokenTree, numBranches: number): void {
    if (numBranches === 0) return;
    const branches = this.#branches?.tree;
    const hasThem = numBranches > 0 && numBranches <= this.#cache.numBranches;
    invariant(
      hasThem && branches !== undefined && numBranches < tree.size,
      `${String(numBranches)} of ${String(tree.size)} nodes cannot be branches, of which there are ${String(this.#cache.numBranches)}`,
    );
    for (let node = 0; node < numBranches; node++) {
      invariant(
        tree.tokens[node] === branches.tokens[node] &&
          tree.parents[node] === branches.parents[node],
        `node ${String(node)} is another than the branch in the cache`,
      );
    }
  }

  /** Rows `[0, step.cachedLength)` are what they were, whatever was kept since, so the pass can be run again. */
  async #fetchLogits(step: OnnxStepOutput): Promise<Float32Array> {
    invariant(step === this.#latest, "whole rows can be had of the latest step only");
    invariant(step.numBranches <= this.#cache.numBranches, "the step's branches are forgotten");
    return floats(await this.#run(step, step.nodes, [outputNames.logits]), outputNames.logits);
  }

  async #run(
    pass: Pass,
    nodes: Int32Array,
    outputs: readonly string[],
  ): Promise<OnnxRuntime.InferenceSession.OnnxValueMapType> {
    invariant(!this.#isRunning, "a forward pass is running already");
    this.#isRunning = true;
    try {
      const feeds = this.#inputs.feeds(
        pass,
        nodes.map((node) => node - pass.numBranches),
      );
      for (const [kind, tensor] of this.#cache.tensors.entries()) {
        const layer = kind >> 1;
        const isKey = kind % 2 === 0;
        feeds[isKey ? inputNames.pastKey(layer) : inputNames.pastValue(layer)] = tensor;
      }
      return await this.#session.run(feeds, outputs);
    } finally {
      this.#isRunning = false;
    }
  }
}

function floats(
  results: OnnxRuntime.InferenceSession.OnnxValueMapType,
  name: string,
): Float32Array {
  const data = results[name]?.data;
  if (data instanceof Float32Array) return data;
  throw new ForetypeError("invariant", `the graph returned no float32 "${name}"`);
}

function ints(results: OnnxRuntime.InferenceSession.OnnxValueMapType, name: string): Int32Array {
  const data = results[name]?.data;
  if (data instanceof Int32Array) return data;
  throw new ForetypeError("invariant", `the graph returned no int32 "${name}"`);
}

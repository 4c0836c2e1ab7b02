import type * as OnnxRuntime from "onnxruntime-node";
import { ForetypeError, invariant } from "../../core/errors";
import type { ForwardOptions, LanguageModel, StepOutput } from "../../core/model/languageModel";
import type { TokenTree } from "../../core/tree/tokenTree";
import { inputNames, outputNames } from "../graph/graphNames";
import { KvCache, type KvShape } from "./kvCache";
import { OnnxStepOutput } from "./onnxStepOutput";
import { StepInputs } from "./stepInputs";

const stepOutputs: readonly string[] = [
  outputNames.topIds,
  outputNames.topLogits,
  outputNames.logSumExp,
  outputNames.entropy,
  outputNames.rows,
];

/**
 * A language model on onnxruntime. The cache is ours and only fed; rows of rejected nodes never enter it, so `forward`
 * changes nothing and `truncate` sets a number.
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

  constructor(
    runtime: typeof OnnxRuntime,
    session: OnnxRuntime.InferenceSession,
    sizes: KvShape & { readonly vocabSize: number; readonly maxLength: number },
  ) {
    this.vocabSize = sizes.vocabSize;
    this.maxLength = sizes.maxLength;
    this.#session = session;
    this.#cache = new KvCache(sizes, (data, dims) => new runtime.Tensor("float32", data, dims));
    this.#inputs = new StepInputs(runtime);
  }

  get cachedLength(): number {
    return this.#cache.length;
  }

  async forward(
    tree: TokenTree,
    rows: Int32Array,
    { wantsLogits = false }: ForwardOptions = {},
  ): Promise<StepOutput> {
    const cachedLength = this.#cache.length;
    invariant(
      cachedLength + tree.size <= this.maxLength,
      `${String(tree.size)} nodes behind ${String(cachedLength)} rows exceed ${String(this.maxLength)} positions`,
    );
    for (const token of tree.tokens) {
      invariant(token >= 0 && token < this.vocabSize, `there is no token ${String(token)}`);
    }
    for (const node of rows) {
      invariant(node >= 0 && node < tree.size, `the tree has no node ${String(node)}`);
    }
    // The graph's head wants one row at least.
    const nodes = rows.length > 0 ? rows.slice() : Int32Array.of(tree.size - 1);
    const outputs = wantsLogits ? [...stepOutputs, outputNames.logits] : stepOutputs;
    const results = await this.#run(tree, cachedLength, nodes, outputs);
    const step = new OnnxStepOutput(
      {
        tree,
        cachedLength,
        nodes,
        topIds: ints(results, outputNames.topIds),
        topLogits: floats(results, outputNames.topLogits),
        logSumExp: floats(results, outputNames.logSumExp),
        entropy: floats(results, outputNames.entropy),
        newRows: floats(results, outputNames.rows),
        logits: wantsLogits ? floats(results, outputNames.logits) : undefined,
      },
      (asked) => this.#fetchLogits(asked),
    );
    this.#latest = step;
    return step;
  }

  keep(step: StepOutput, path: Int32Array): void {
    invariant(step === this.#latest, "only the latest step can be kept");
    invariant(
      this.#latest.cachedLength === this.#cache.length,
      "the cache has changed since the step was made",
    );
    for (const [i, node] of path.entries()) {
      invariant(
        step.tree.parents[node] === (path[i - 1] ?? -1),
        "a kept path leads from the root from parent to child",
      );
    }
    this.#cache.append(this.#latest.newRows, step.tree.size, path);
  }

  truncate(length: number): void {
    this.#cache.truncate(length);
  }

  /** Rows `[0, step.cachedLength)` are what they were, whatever was kept since, so the pass can be run again. */
  async #fetchLogits(step: OnnxStepOutput): Promise<Float32Array> {
    invariant(step === this.#latest, "whole rows can be had of the latest step only");
    const { tree, cachedLength, nodes } = step;
    return floats(
      await this.#run(tree, cachedLength, nodes, [outputNames.logits]),
      outputNames.logits,
    );
  }

  async #run(
    tree: TokenTree,
    cachedLength: number,
    nodes: Int32Array,
    outputs: readonly string[],
  ): Promise<OnnxRuntime.InferenceSession.OnnxValueMapType> {
    invariant(!this.#isRunning, "a forward pass is running already");
    this.#isRunning = true;
    try {
      const feeds = this.#inputs.feeds(tree, cachedLength, nodes);
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

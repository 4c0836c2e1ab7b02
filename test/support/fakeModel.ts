import { at } from "../../src/core/at";
import { invariant } from "../../src/core/errors";
import type {
  ForwardOptions,
  LanguageModel,
  RowCopies,
  StepOutput,
  TargetRow,
} from "../../src/core/model/languageModel";
import type { TokenTree } from "../../src/core/tree/tokenTree";
import { pathTo } from "./randomTree";

/** The logits [V] of the token after `context`. Must be pure. */
export type LogitsOf = (context: readonly number[]) => Float32Array;

/**
 * A language model whose logits are any pure function of the tokens so far, with a cache that holds its users to the port's
 * laws: every misuse of `forward`, `keep`, `truncate` or an outdated output throws.
 */
export class FakeModel implements LanguageModel {
  readonly vocabSize: number;
  readonly maxLength: number;
  readonly runsTrees: boolean;
  readonly rowCopies: RowCopies;
  /** Passes since the beginning; whole rows that a pass did not bring are counted apart. */
  numForwards = 0;
  numFullRows = 0;
  /** Nodes that ran since the beginning: branches are not among them. */
  numNodes = 0;
  /** Called before each pass; a pass throws what this throws. */
  beforeForward: (() => void) | undefined;
  /** Called before rows are kept; `keep` throws what this throws. */
  beforeKeep: (() => void) | undefined;
  /** Called before a copy is put back; that throws what this throws. */
  beforeRestore: (() => void) | undefined;
  readonly #logitsOf: LogitsOf;
  readonly #topK: number;
  #cached: number[] = [];
  #branches: TokenTree | undefined;
  #latest: StepOutput | undefined;
  #numBranchesOfLatest = 0;
  /** Nodes of the latest pass, and of the branches, whose rows may be read. */
  #wanted: ReadonlySet<number> = new Set();
  #wantedBranches: ReadonlySet<number> = new Set();

  constructor(parts: {
    readonly vocabSize: number;
    readonly logitsOf: LogitsOf;
    readonly topK?: number;
    readonly maxLength?: number;
    /** Only what it says: it runs trees in any case. */
    readonly runsTrees?: boolean;
  }) {
    this.vocabSize = parts.vocabSize;
    this.maxLength = parts.maxLength ?? 4096;
    this.runsTrees = parts.runsTrees ?? true;
    this.#logitsOf = parts.logitsOf;
    this.#topK = Math.min(parts.topK ?? 4, parts.vocabSize);
    this.rowCopies = {
      bytesPerRow: 8,
      copy: () => new FakeCopy(this.#cached),
      restore: (copy) => {
        this.beforeRestore?.();
        invariant(copy instanceof FakeCopy, "a copy goes back where it came from");
        this.#cached = [...copy.tokens];
        this.#branches = undefined;
        // Nothing that was computed before holds any more.
        this.#latest = undefined;
      },
    };
  }

  get cachedLength(): number {
    return this.#cached.length;
  }

  /** The tokens whose rows are committed. */
  get cachedTokens(): readonly number[] {
    return this.#cached;
  }

  async forward(
    tree: TokenTree,
    rows: Int32Array,
    { wantsLogits = false, numBranches = 0 }: ForwardOptions = {},
  ): Promise<StepOutput> {
    this.beforeForward?.();
    this.numForwards += 1;
    this.numNodes += tree.size - numBranches;
    checkTree(tree, this.vocabSize);
    this.#checkBranches(tree, numBranches);
    invariant(this.cachedLength + tree.size <= this.maxLength, "the tree does not fit the model");
    const cached = [...this.#cached];
    const wanted = new Set(rows);
    for (const node of wanted) {
      invariant(node >= numBranches && node < tree.size, "a row of no node that runs");
    }
    const logitsAt = onceForEach((node) =>
      this.#logitsOf([...cached, ...Array.from(pathTo(tree, node), (on) => at(tree.tokens, on))]),
    );
    const rowAt = onceForEach((node) => targetRow(logitsAt(node), this.#topK));
    for (const node of this.#wantedBranches) if (node < numBranches) wanted.add(node);
    this.#wanted = wanted;
    const checkValid = (node: number): void => {
      invariant(this.#latest === output, "an output is valid until the next pass");
      invariant(wanted.has(node), "this row was not asked for");
    };
    const output: StepOutput = {
      tree,
      cachedLength: cached.length,
      row: (node) => {
        checkValid(node);
        return rowAt(node);
      },
      fullRow: async (node) => {
        checkValid(node);
        invariant(node >= numBranches, "whole rows of branches are gone");
        if (!wantsLogits) this.numFullRows += 1;
        return Promise.resolve(logitsAt(node));
      },
    };
    this.#latest = output;
    return Promise.resolve(output);
  }

  keepBranches(step: StepOutput): void {
    this.#checkLatest(step);
    this.#branches = step.tree;
    this.#wantedBranches = this.#wanted;
  }

  keep(step: StepOutput, path: Int32Array): void {
    this.beforeKeep?.();
    this.#checkLatest(step);
    for (const [i, node] of path.entries()) {
      invariant(step.tree.parents[node] === (path[i - 1] ?? -1), "a path leads down from the root");
    }
    this.#cached.push(...Array.from(path, (node) => at(step.tree.tokens, node)));
    this.#branches = undefined;
  }

  truncate(length: number): void {
    invariant(length >= 0 && length <= this.cachedLength, "there are no such rows");
    this.#cached = this.#cached.slice(0, length);
    this.#branches = undefined;
  }

  #checkLatest(step: StepOutput): void {
    invariant(step === this.#latest, "only the latest pass can be kept");
    invariant(step.cachedLength === this.cachedLength, "the cache has changed since the pass");
    invariant(
      this.#numBranchesOfLatest <= (this.#branches?.size ?? 0),
      "the pass built on branches that are forgotten",
    );
  }

  #checkBranches(tree: TokenTree, numBranches: number): void {
    this.#numBranchesOfLatest = numBranches;
    invariant(numBranches === 0 || numBranches < tree.size, "a pass runs one node at least");
    invariant(numBranches <= (this.#branches?.size ?? 0), "there are no such branches");
    for (let node = 0; node < numBranches; node++) {
      const isSame =
        tree.tokens[node] === this.#branches?.tokens[node] &&
        tree.parents[node] === this.#branches?.parents[node];
      invariant(isSame, "a branch is what it was");
    }
  }
}

class FakeCopy {
  readonly length: number;
  readonly tokens: readonly number[];

  constructor(tokens: readonly number[]) {
    this.length = tokens.length;
    this.tokens = [...tokens];
  }
}

/** Logits that are a hash of the last `order` tokens, on a grid coarse enough for ties to occur. */
export function hashLogits(options: {
  readonly seed: number;
  readonly vocabSize: number;
  /** Tokens that matter; all of them by default. A small number makes a text that repeats itself. */
  readonly order?: number;
}): LogitsOf {
  const { seed, vocabSize, order } = options;
  return (context) => {
    const seen = order === undefined ? context : context.slice(-order);
    const start = seen.reduce(mix, mix(seed, vocabSize));
    return Float32Array.from({ length: vocabSize }, (_, token) => (mix(start, token) >>> 27) / 4);
  };
}

/** A row as a model gives it: the top K, ties to the lowest id, and what sums up the rest. */
export function targetRow(logits: Float32Array, topK: number): TargetRow {
  const ids = Int32Array.from(logits.keys())
    .sort((a, b) => at(logits, b) - at(logits, a) || a - b)
    .subarray(0, topK);
  const largest = at(logits, at(ids, 0));
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    ids,
    logits: Float32Array.from(ids, (id) => at(logits, id)),
    logSumExp: largest + Math.log(total),
    entropy: weights.reduce((sum, w) => (w > 0 ? sum - (w / total) * Math.log(w / total) : sum), 0),
  };
}

/** Throws unless parents stand before children, depths fit, and siblings differ. */
export function checkTree(tree: TokenTree, vocabSize: number): void {
  invariant(tree.size >= 1 && tree.parents[0] === -1 && tree.depths[0] === 0, "a tree has a root");
  for (const buffer of [tree.tokens, tree.parents, tree.depths]) {
    invariant(buffer.length === tree.size, "buffers are as long as the tree");
  }
  const seen = new Set<string>();
  for (let node = 0; node < tree.size; node++) {
    const token = at(tree.tokens, node);
    const parent = at(tree.parents, node);
    invariant(token >= 0 && token < vocabSize, "a node holds a token of the vocabulary");
    const edge = `${String(parent)} ${String(token)}`;
    invariant(!seen.has(edge), "siblings hold different tokens");
    seen.add(edge);
    if (node === 0) continue;
    invariant(parent >= 0 && parent < node, "parents stand before their children");
    invariant(tree.depths[node] === at(tree.depths, parent) + 1, "a child is one deeper");
  }
}

/** `compute` with a memory for each node. */
function onceForEach<T>(compute: (node: number) => T): (node: number) => T {
  const known = new Map<number, T>();
  return (node) => {
    const value = known.get(node) ?? compute(node);
    known.set(node, value);
    return value;
  };
}

/** One round of an integer hash (the finaliser of MurmurHash3) over a running value and one more number. */
function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ Math.imul(value + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

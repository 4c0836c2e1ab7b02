import type { LanguageModel, StepOutput } from "../../core/model/languageModel";
import type { Clock } from "../../core/ports";
import { chainTree } from "../../core/tree/chainTree";
import type { TokenTree } from "../../core/tree/tokenTree";

/** What a model says about a few tokens, and how long it takes. */
export interface Trial {
  /** The whole logits rows [V] of the nodes of one tree. */
  readonly rows: readonly { readonly logits: Float32Array; readonly logSumExp: number }[];
  /** Of a pass of one node. */
  readonly oneMs: number;
  /** Of a pass of several nodes, as a draft has. */
  readonly severalMs: number;
}

const numPromptTokens = 8;

/** Two branches below the root, so that a provider that does not keep them apart shows. */
const branching: TokenTree = {
  size: 8,
  tokens: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  parents: Int32Array.of(-1, 0, 0, 1, 2, 3, 4, 5),
  depths: Int32Array.of(0, 1, 1, 2, 2, 3, 3, 4),
};

/** The first passes of a session make their memory, and a GPU's compile their kernels. */
const numPasses = 4;

/**
 * Runs a few passes of one and of eight nodes behind a short prompt. The cache is as empty afterwards as it was before.
 *
 * @param model with an empty cache
 */
export async function tryModel(model: LanguageModel, clock: Clock): Promise<Trial> {
  const tree = fitting(model, branching);
  const prompt = fitting(
    model,
    chainTree(Int32Array.from({ length: numPromptTokens }, (_, i) => i)),
  );
  const one = fitting(model, chainTree(Int32Array.of(1)));
  const run = async (run: TokenTree): Promise<{ output: StepOutput; ms: number }> => {
    const begunMs = clock.now();
    const nodes = run.tokens.map((_, node) => node);
    const output = await model.forward(run, nodes, { wantsLogits: true });
    return { output, ms: clock.now() - begunMs };
  };
  const fastest = async (of: TokenTree): Promise<number> => {
    const times: number[] = [];
    for (let pass = 0; pass < numPasses; pass++) times.push((await run(of)).ms);
    return Math.min(...times);
  };
  try {
    if (prompt.size + tree.size <= model.maxLength) {
      const { output } = await run(prompt);
      model.keep(
        output,
        prompt.tokens.map((_, node) => node),
      );
    }
    const { output } = await run(tree);
    const rows: { logits: Float32Array; logSumExp: number }[] = [];
    for (let node = 0; node < tree.size; node++) {
      const logits = (await output.fullRow(node)).slice();
      rows.push({ logits, logSumExp: output.row(node).logSumExp });
    }
    return { rows, oneMs: await fastest(one), severalMs: await fastest(tree) };
  } finally {
    model.truncate(0);
  }
}

/** The first nodes of a tree, as many as the model has room for, of tokens that it has. */
function fitting({ maxLength, vocabSize }: LanguageModel, tree: TokenTree): TokenTree {
  const size = Math.min(tree.size, maxLength);
  return {
    size,
    tokens: tree.tokens.slice(0, size).map((token) => token % vocabSize),
    parents: tree.parents.slice(0, size),
    depths: tree.depths.slice(0, size),
  };
}

import { expect } from "vitest";
import { at } from "../../../src/core/at";
import type { LanguageModel, StepOutput, TargetRow } from "../../../src/core/model/languageModel";
import { chainTree } from "../../../src/core/tree/chainTree";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { firstNodes, pathTo, randomTree, seededRandom } from "../randomTree";

/**
 * The laws of the port, checked on random trees behind caches of several lengths: a node's row equals the row of the same
 * tokens fed one by one; `forward` changes nothing that a later pass can see; after `keep` the cache holds the path's rows;
 * `truncate` forgets the others; the top K are the largest of the whole row, and its sums are the row's; a tree that grew
 * over several passes has the rows of the same tree run at once, and a path kept of it is what the same tokens fed one by one
 * would have left; rows that were copied and put back are what they were.
 *
 * @param tolerance largest difference allowed between two ways to compute one logit
 */
export async function checkLanguageModel(model: LanguageModel, tolerance: number): Promise<void> {
  const random = seededRandom(3);
  const numTokens = Math.min(model.vocabSize, 500);
  const draw = (below: number): number => Math.floor(random() * below);
  for (const cachedLength of [0, 1, 17]) {
    model.truncate(0);
    const cached = Array.from({ length: cachedLength }, () => draw(numTokens));
    await feed(model, cached);
    expect(model.cachedLength).toBe(cachedLength);

    const tree = randomTree(1 + draw(12), numTokens, random);
    const output = await model.forward(tree, allNodes(tree));
    expect(output.cachedLength).toBe(cachedLength);
    const rows = Array.from(allNodes(tree), (node) => copyOf(output.row(node)));
    await checkWholeRow(output, draw(tree.size), tolerance);
    expect(model.cachedLength, "a pass keeps nothing").toBe(cachedLength);

    const last = draw(tree.size);
    const path = pathTo(tree, last);
    model.keep(output, path);
    expect(model.cachedLength).toBe(cachedLength + path.length);
    const behindPath = await rowBehind(model, 1);
    await checkRowCopies(model, behindPath, tolerance);

    model.truncate(cachedLength);
    const grown = await growTree(model, tree, random);
    for (const [node, row] of rows.entries()) {
      expectSameRow(grown.rows[node] ?? noRow, row, tolerance);
    }
    expect(model.cachedLength, "branches are not committed").toBe(cachedLength);
    model.keep(grown.output, path);
    expect(model.cachedLength).toBe(cachedLength + path.length);
    expectSameRow(await rowBehind(model, 1), behindPath, tolerance);
    await expectNoBranches(model, tree);

    model.truncate(cachedLength);
    await growTree(model, tree, random);
    model.truncate(cachedLength);
    await expectNoBranches(model, tree);

    for (const [node, row] of rows.entries()) {
      const tokens = Array.from(pathTo(tree, node), (on) => at(tree.tokens, on));
      const sequential = await feed(model, tokens);
      expectSameRow(row, sequential, tolerance);
      if (node === last) expectSameRow(behindPath, await rowBehind(model, 1), tolerance);
      model.truncate(cachedLength);
    }
  }
}

const noRow: TargetRow = {
  ids: new Int32Array(0),
  logits: new Float32Array(0),
  logSumExp: 0,
  entropy: 0,
};

/** Feeds tokens one by one, keeps them, and returns the row behind the last. */
async function feed(model: LanguageModel, tokens: readonly number[]): Promise<TargetRow> {
  let row: TargetRow | undefined;
  for (const token of tokens) {
    const output = await model.forward(chainTree(Int32Array.of(token)), Int32Array.of(0));
    row = copyOf(output.row(0));
    model.keep(output, Int32Array.of(0));
  }
  return row ?? noRow;
}

/**
 * Runs a tree in several passes, each behind the branches that the passes before have left, with a pass over another tree
 * between them.
 */
async function growTree(
  model: LanguageModel,
  tree: TokenTree,
  random: () => number,
): Promise<{ readonly output: StepOutput; readonly rows: readonly TargetRow[] }> {
  const rows: TargetRow[] = [];
  for (;;) {
    const numBranches = rows.length;
    const part = firstNodes(tree, numBranches + 1 + Math.floor(random() * 4));
    const nodes = allNodes(part).subarray(numBranches);
    const output = await model.forward(part, nodes, { numBranches });
    for (const node of nodes) rows.push(copyOf(output.row(node)));
    // The rows of branches can still be read.
    for (const [node, row] of rows.entries()) expect(output.row(node).ids).toEqual(row.ids);
    if (part.size === tree.size) return { output, rows };
    model.keepBranches(output);
    await rowBehind(model, 2);
  }
}

/** Copies the rows, puts another text in their place and then them in its: twice, for a copy lasts. */
async function checkRowCopies(
  model: LanguageModel,
  behind: TargetRow,
  tolerance: number,
): Promise<void> {
  const { rowCopies, cachedLength } = model;
  if (rowCopies === undefined) return;
  const copy = rowCopies.copy();
  expect(copy.length).toBe(cachedLength);
  for (let i = 0; i < 2; i++) {
    model.truncate(0);
    await feed(model, [3, 1, 2]);
    const output = await model.forward(chainTree(Int32Array.of(4, 5)), Int32Array.of(0));
    model.keepBranches(output);
    rowCopies.restore(copy);
    expect(model.cachedLength).toBe(cachedLength);
    expectSameRow(await rowBehind(model, 1), behind, tolerance);
    await expectNoBranches(model, output.tree);
  }
}

async function expectNoBranches(model: LanguageModel, tree: TokenTree): Promise<void> {
  const longer = chainTree(Int32Array.of(at(tree.tokens, 0), 1));
  const nodes = Int32Array.of(1);
  await expect(model.forward(longer, nodes, { numBranches: 1 })).rejects.toThrow("branches");
}

async function rowBehind(model: LanguageModel, token: number): Promise<TargetRow> {
  const output = await model.forward(chainTree(Int32Array.of(token)), Int32Array.of(0));
  return copyOf(output.row(0));
}

async function checkWholeRow(output: StepOutput, node: number, tolerance: number): Promise<void> {
  const { ids, logits, logSumExp, entropy } = copyOf(output.row(node));
  const whole = (await output.fullRow(node)).slice();
  const sorted = whole.toSorted((a, b) => b - a);
  for (const [i, token] of ids.entries()) {
    expect(Math.abs(at(logits, i) - at(sorted, i))).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(at(logits, i) - at(whole, token))).toBeLessThanOrEqual(tolerance);
  }
  const largest = at(sorted, 0);
  const weights = Array.from(whole, (logit) => Math.exp(logit - largest));
  const total = weights.reduce((a, b) => a + b, 0);
  const meanLogit = weights.reduce((sum, w, token) => sum + (w / total) * at(whole, token), 0);
  const logTotal = largest + Math.log(total);
  expect(Math.abs(logSumExp - logTotal)).toBeLessThanOrEqual(tolerance + 1e-4);
  expect(Math.abs(entropy - (logTotal - meanLogit))).toBeLessThanOrEqual(10 * (tolerance + 1e-4));
}

/** Equal logits at each rank; equal ids wherever the neighbours differ by more than the tolerance. */
function expectSameRow(a: TargetRow, b: TargetRow, tolerance: number): void {
  expect(a.ids).toHaveLength(b.ids.length);
  for (let i = 0; i < a.ids.length; i++) {
    expect(Math.abs(at(a.logits, i) - at(b.logits, i))).toBeLessThanOrEqual(tolerance);
    const gapAbove = i === 0 ? Infinity : at(a.logits, i - 1) - at(a.logits, i);
    const gapBelow = i + 1 === a.ids.length ? 0 : at(a.logits, i) - at(a.logits, i + 1);
    if (Math.min(gapAbove, gapBelow) > 2 * tolerance) expect(a.ids[i]).toBe(b.ids[i]);
  }
}

function copyOf(row: TargetRow): TargetRow {
  return { ...row, ids: row.ids.slice(), logits: row.logits.slice() };
}

function allNodes(tree: TokenTree): Int32Array {
  return Int32Array.from(tree.tokens.keys());
}

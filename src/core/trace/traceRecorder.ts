import { at } from "../at";
import type { VerifiedStep } from "../draft/drafter";
import type { KnownLaw } from "../sample/knownLaw";
import { choiceOf, type Choice } from "./choice";
import {
  byHealing,
  byModel,
  type DecodeTrace,
  type NotedNode,
  type NotedPass,
  type NotedToken,
} from "./decodeTrace";

/** Takes notes of how one text is decoded. It only looks on: nothing in it changes what is decoded. */
export class TraceRecorder {
  readonly #tokens: NotedToken[] = [];
  readonly #passes: NotedPass[] = [];
  #numResultTokens = 0;

  /**
   * The healing pass.
   *
   * @param choice how probable the chosen way to spell what was typed was among all ways
   * @param numResultTokens how many of its tokens are in the result; the others were cut
   */
  healed(choice: Choice, numResultTokens: number): void {
    this.#numResultTokens += numResultTokens;
    if (numResultTokens === 0) return;
    this.#tokens.push({ ...choice, index: this.#numResultTokens - 1, by: byHealing, pass: -1 });
  }

  /**
   * One verify step.
   *
   * @param pass the time of its forward pass, how many of the emitted tokens are in the result, and what is known of the distribution
   * that each of them was chosen from
   */
  step(
    step: VerifiedStep,
    pass: {
      readonly ms: number;
      readonly numResultTokens: number;
      readonly laws: readonly KnownLaw[];
    },
  ): void {
    const { draft, output, path, emitted } = step;
    const index = this.#passes.length;
    let wrote: NotedPass["wrote"];
    for (const [i, law] of pass.laws.slice(0, pass.numResultTokens).entries()) {
      const token = at(emitted, i);
      const choice = choiceOf(law, token);
      const by = draft?.sources[path[i + 1] ?? 0] ?? byModel;
      this.#tokens.push({ ...choice, index: this.#numResultTokens + i, by, pass: index });
      if (i === path.length - 1) wrote = { token, logProbability: choice.logProbability };
    }
    this.#numResultTokens += pass.numResultTokens;
    this.#passes.push({
      ms: pass.ms,
      root: at(output.tree.tokens, 0),
      nodes: draftedNodes(step),
      ...(wrote && { wrote }),
    });
  }

  finish(): DecodeTrace {
    return { tokens: this.#tokens, passes: this.#passes };
  }
}

/** The nodes of the draft; the root of a draft drafted nothing, and what was tried out is no draft. */
function draftedNodes({ draft, path }: VerifiedStep): readonly NotedNode[] {
  if (draft === undefined) return [];
  const { tree, chances, sources } = draft;
  const kept = new Set(path);
  return Array.from(tree.tokens.subarray(1), (token, i) => ({
    parent: at(tree.parents, i + 1) - 1,
    token,
    chance: at(chances, i + 1),
    by: sources[i + 1] ?? byModel,
    isKept: kept.has(i + 1),
  }));
}

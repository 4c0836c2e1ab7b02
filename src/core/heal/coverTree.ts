import { at } from "../at";
import { invariant } from "../errors";
import type { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import type { TokenTree } from "../tree/tokenTree";

/** From so many tokens on asking what they have in common costs less: 53,000 of Qwen's begin with a blank. */
const manyCandidates = 100;

/**
 * The ways to spell `held`, bytes behind a stable boundary. A cover is a sequence of tokens that the tokenizer itself would
 * write, whose bytes begin with `held` and of which only the last reaches its end. All but the last are a node here; the
 * last is any token that is canonical behind the node and begins with what is left of `held`.
 *
 * Every beginning of a canonical sequence is canonical, so there is one node at most for each byte of `held` (and a second
 * where a character is unfinished), and one pass over the nodes scores all covers.
 *
 * Worked example: `held` is ` con`. Node 0 spells nothing and goes on with ` con`, ` const`, ` console`, ...; if the tokenizer
 * writes ` co` `ns` in ` cons`, there is a node ` co` that goes on with `n`, `ns`, `nst`, ...
 * Source: Phan et al. 2024, arXiv:2410.09303 (covers); Hayase et al. 2025, arXiv:2506.14123 (BPE).
 */
export class CoverTree {
  readonly held: Uint8Array;
  /** [n] tokens of each node, in order; node 0 stands for the token before `held` and has none. */
  readonly #paths: readonly (readonly number[])[];
  readonly #parents: Int32Array;
  /** [n] bytes of `held` that each node spells. */
  readonly #numSpelt: Int32Array;
  readonly #vocabulary: Vocabulary;
  readonly #index: TokenIndex;

  /**
   * @param mayBeSpelt whether there are nodes that spell all of `held` too: what comes behind it is then scored as well
   */
  constructor(
    held: Uint8Array,
    parts: { readonly vocabulary: Vocabulary; readonly index: TokenIndex },
    mayBeSpelt = false,
  ) {
    this.held = held;
    this.#vocabulary = parts.vocabulary;
    this.#index = parts.index;
    const nodes = this.#grow(mayBeSpelt ? held.length : held.length - 1);
    const kept = this.#useful(nodes);
    const newIndex = new Map(kept.map((node, index) => [node, index]));
    this.#paths = kept.map((node) => node.path);
    this.#parents = Int32Array.from(kept, ({ parent }) =>
      parent === undefined ? -1 : (newIndex.get(parent) ?? -1),
    );
    this.#numSpelt = Int32Array.from(kept, (node) => node.numSpelt);
  }

  /** Number of nodes, node 0 included; 0 if there is no cover at all. */
  get size(): number {
    return this.#parents.length;
  }

  /** The nodes behind the last token of a prompt. */
  below(rootToken: number): TokenTree {
    return {
      size: this.size,
      tokens: Int32Array.from(this.#paths, (path) => path[path.length - 1] ?? rootToken),
      parents: this.#parents,
      depths: Int32Array.from(this.#paths, (path) => path.length),
    };
  }

  /** The tokens of `node`, in order; none for node 0. */
  tokensOf(node: number): readonly number[] {
    const path = this.#paths[node];
    invariant(path !== undefined, `there is no node ${String(node)} of covers`);
    return path;
  }

  parentOf(node: number): number {
    return at(this.#parents, node);
  }

  /** The last token of `node`, which is not node 0. */
  tokenOf(node: number): number {
    const path = this.tokensOf(node);
    return at(path, path.length - 1);
  }

  /** The bytes of `held` that come behind `node`. */
  restOf(node: number): Uint8Array {
    return this.held.subarray(at(this.#numSpelt, node));
  }

  /** Tokens that begin with what comes behind `node`, canonical there or not. A view: not to be changed. */
  candidatesOf(node: number): Int32Array {
    return this.#index.withPrefix(this.restOf(node));
  }

  /** Whether the tokenizer would write `token` behind the tokens of `node`. */
  isCanonical(node: number, token: number): boolean {
    return this.#vocabulary.writes(this.tokensOf(node), token);
  }

  /** All covers; `undefined` if there are more than `limit`. */
  covers(limit: number): readonly { readonly node: number; readonly token: number }[] | undefined {
    const found: { node: number; token: number }[] = [];
    for (let node = 0; node < this.size; node++) {
      for (const token of this.candidatesOf(node)) {
        if (!this.isCanonical(node, token)) continue;
        if (found.length === limit) return undefined;
        found.push({ node, token });
      }
    }
    return found;
  }

  #grow(mostBytes: number): Node[] {
    const nodes: Node[] = [{ parent: undefined, path: [], numSpelt: 0 }];
    // Children are appended while the list is walked, so it ends up in topological order.
    for (const node of nodes) {
      for (let end = node.numSpelt + 1; end <= mostBytes; end++) {
        const bytes = this.held.subarray(node.numSpelt, end);
        if (this.#index.withPrefix(bytes).length === 0) break;
        for (const token of this.#index.spelling(bytes)) {
          if (!this.#vocabulary.writes(node.path, token)) continue;
          nodes.push({ parent: node, path: [...node.path, token], numSpelt: end });
        }
      }
    }
    return nodes;
  }

  /** Nodes that some cover goes through, in the same order. */
  #useful(nodes: readonly Node[]): Node[] {
    const useful = new Set<Node>();
    for (const node of [...nodes].reverse()) {
      if (!useful.has(node) && !this.#goesOn(node)) continue;
      useful.add(node);
      if (node.parent !== undefined) useful.add(node.parent);
    }
    return nodes.filter((node) => useful.has(node));
  }

  #goesOn({ path, numSpelt }: Node): boolean {
    const rest = this.held.subarray(numSpelt);
    const candidates = this.#index.withPrefix(rest);
    return candidates.length < manyCandidates || this.#vocabulary.writesSome === undefined
      ? candidates.some((token) => this.#vocabulary.writes(path, token))
      : this.#vocabulary.writesSome(path, rest, candidates);
  }
}

interface Node {
  readonly parent: Node | undefined;
  /** Tokens from node 0, exclusive, to this one. */
  readonly path: readonly number[];
  readonly numSpelt: number;
}

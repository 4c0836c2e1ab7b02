import { NoDraft } from "../draft/noDraft";
import { DEFAULT_CHUNK_TOKENS, prefill } from "../decode/prefill";
import { at } from "../at";
import type { LanguageModel } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import { logSumExp } from "../sample/logSumExp";
import { concatBytes } from "../tokens/concatBytes";
import type { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import { CoverTree } from "./coverTree";
import { weighCovers, type CoverWeights } from "./coverWeights";
import { maskedWeights } from "./maskedWeights";

/** Place of "the text ends here" in a distribution of bytes. */
export const END_OF_TEXT = 256;

/**
 * A token model read as a model of bytes: exact probabilities of byte strings, and of the byte that comes next, whatever
 * tokens those bytes belong to. It is what can be checked against brute force, and what models of different vocabularies
 * have in common.
 *
 * Exact for a model that writes canonical tokens only; what mass a model gives to other token sequences is left out, and the
 * distribution of the next byte is normalised over the rest.
 * Source: Phan et al. 2024, arXiv:2410.09303 (byte-token representation lemma).
 */
export class ByteModel {
  readonly #parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly index: TokenIndex;
    readonly endTokens: ReadonlySet<number>;
  };
  readonly #sequence: Sequence;

  /** @param parts the model's cache belongs to this object from now on, and to whoever shares its sequence */
  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly index: TokenIndex;
    /** Tokens after which the text has ended. */
    readonly endTokens: ReadonlySet<number>;
    /** What is in the model's cache, where something else uses the model in turn; nothing is in it if left out. */
    readonly sequence?: Sequence;
  }) {
    this.#parts = parts;
    this.#sequence = parts.sequence ?? new Sequence(parts.model);
  }

  /** Whether the model has room for `prompt` and all ways to spell `bytes` behind it. */
  fits(prompt: Int32Array, bytes: Uint8Array): boolean {
    const { size } = new CoverTree(bytes, this.#parts);
    return prompt.length - 1 + size <= this.#parts.model.maxLength;
  }

  /**
   * log P(the text behind `prompt` begins with `bytes`), in nats; 0 for no bytes.
   *
   * @param prompt [n], n >= 1, ends at a stable boundary
   */
  async logProbability(prompt: Int32Array, bytes: Uint8Array): Promise<number> {
    if (bytes.length === 0) return 0;
    const covers = new CoverTree(bytes, this.#parts);
    return logSumOf(covers, await this.#weigh(prompt, covers));
  }

  /**
   * log P(`bytes` come behind `held`), in nats, if text is drawn token by token under a mask that admits only tokens which go
   * on with `held`, until it is spelt. Not the model's law: for comparison.
   *
   * @param prompt [n], n >= 1, what stands before `held`
   */
  async maskedLogProbability(
    prompt: Int32Array,
    held: Uint8Array,
    bytes: Uint8Array,
  ): Promise<number> {
    if (held.length + bytes.length === 0) return 0;
    const covers = new CoverTree(concatBytes([held, bytes]), this.#parts);
    const weights = await this.#weigh(prompt, covers);
    const mask = { numHeldBytes: held.length, index: this.#parts.index };
    return logSumOf(covers, maskedWeights(weights, covers, mask));
  }

  /**
   * Probabilities of the byte that follows `prefixBytes` behind `prompt`.
   *
   * @param prompt [n], n >= 1, ends at a stable boundary
   * @returns [257], sums to 1; the last is that of the end of the text. All 0 where the model cannot have written the prefix.
   */
  async nextByteDistribution(prompt: Int32Array, prefixBytes: Uint8Array): Promise<Float64Array> {
    const covers = new CoverTree(prefixBytes, this.#parts, true);
    const { logWeight } = await this.#weigh(prompt, covers);
    const weights = Array.from({ length: END_OF_TEXT + 1 }, (): number[] => []);
    for (let node = 0; node < covers.size; node++) {
      const rest = covers.restOf(node);
      for (const token of covers.candidatesOf(node)) {
        const next = this.#parts.vocabulary.bytesOf(token)[rest.length];
        // A token that ends with the prefix says nothing about the next byte; its own node does.
        if (next === undefined || !covers.isCanonical(node, token)) continue;
        weights[next]?.push(logWeight(node, token));
      }
      if (rest.length > 0) continue;
      for (const token of this.#parts.endTokens) weights[END_OF_TEXT]?.push(logWeight(node, token));
    }
    const logs = weights.map((values) => logSumExp(Float64Array.from(values)));
    const total = logSumExp(Float64Array.from(logs));
    return Float64Array.from(logs, (log) => (total === -Infinity ? 0 : Math.exp(log - total)));
  }

  async #weigh(prompt: Int32Array, covers: CoverTree): Promise<CoverWeights> {
    const { model } = this.#parts;
    this.#sequence.reuse(prompt);
    await prefill(prompt, {
      model,
      sequence: this.#sequence,
      drafter: new NoDraft(),
      chunkTokens: DEFAULT_CHUNK_TOKENS,
      interruption: () => undefined,
      onChunk: () => undefined,
    });
    const tree = covers.below(at(prompt, prompt.length - 1));
    const nodes = tree.tokens.map((_, node) => node);
    const output = await model.forward(tree, nodes, { wantsLogits: true });
    return weighCovers(output, covers, 1);
  }
}

/** Log of the sum of all covers' weights; -Infinity for none. */
function logSumOf(covers: CoverTree, { logWeight }: CoverWeights): number {
  const all = covers.covers(Infinity) ?? [];
  return logSumExp(Float64Array.from(all, ({ node, token }) => logWeight(node, token)));
}

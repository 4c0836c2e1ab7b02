import type { PreparedPrompt } from "../complete/promptMaker";
import { ByteModel } from "../heal/byteModel";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import { concatBytes } from "../tokens/concatBytes";
import { TokenIndex } from "../tokens/tokenIndex";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";

/**
 * How many bits a model needs for the text that really comes next, given what a way of healing makes of the text before the
 * cursor: -log2 of its probability, at temperature 1 and without a constraint.
 *
 * What the model is given is what the completer gives it. Exact healing conditions on the held bytes: P(held, text) / P(held)
 * behind the boundary. Token healing draws the held bytes under a mask. Without healing the text stands behind the tokens
 * as the cursor cuts them. Token sequences that the tokenizer would not write for the text behind the prompt are left out, in
 * all three.
 */
export class ContinuationBits {
  readonly #model: LanguageModel;
  readonly #vocabulary: Vocabulary;
  readonly #index: TokenIndex;
  readonly #sequence: Sequence | undefined;

  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    /** What is in the model's cache, shared with what else uses the model. Left out, the cache is empty after each use. */
    readonly sequence?: Sequence;
  }) {
    this.#model = parts.model;
    this.#vocabulary = parts.vocabulary;
    this.#index = new TokenIndex(parts.vocabulary);
    this.#sequence = parts.sequence;
  }

  /** Bits of `text` behind each of the prompts; `undefined` where the model has no room for it. */
  async of(
    text: string,
    prompts: readonly PreparedPrompt[],
  ): Promise<readonly (number | undefined)[]> {
    // One reader for all of them: the prompts begin alike.
    const reader = new ByteModel({
      model: this.#model,
      vocabulary: this.#vocabulary,
      index: this.#index,
      endTokens: new Set(),
      ...(this.#sequence !== undefined && { sequence: this.#sequence }),
    });
    const found: (number | undefined)[] = [];
    for (const prompt of prompts) found.push(await bitsBehind(prompt, encodeUtf8(text), reader));
    // Whoever uses the model next knows nothing of these rows.
    if (this.#sequence === undefined) this.#model.truncate(0);
    return found;
  }
}

async function bitsBehind(
  { tokens, plan }: PreparedPrompt,
  text: Uint8Array,
  reader: ByteModel,
): Promise<number | undefined> {
  const { held, covers } = plan;
  const whole = concatBytes([held, text]);
  if (!reader.fits(tokens, whole)) return undefined;
  // Held without covers: a mask does it.
  const isMasked = held.length > 0 && covers === undefined;
  const log = isMasked
    ? await reader.maskedLogProbability(tokens, held, text)
    : (await reader.logProbability(tokens, whole)) - (await reader.logProbability(tokens, held));
  return -log / Math.LN2;
}

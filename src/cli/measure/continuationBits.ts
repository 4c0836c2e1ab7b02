import type { PreparedPrompt } from "../../core/complete/promptMaker";
import { ByteModel } from "../../core/heal/byteModel";
import type { LanguageModel } from "../../core/model/languageModel";
import { concatBytes } from "../../core/tokens/concatBytes";
import { TokenIndex } from "../../core/tokens/tokenIndex";
import { encodeUtf8 } from "../../core/tokens/utf8";
import type { Vocabulary } from "../../core/tokens/vocabulary";

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

  constructor({
    model,
    vocabulary,
  }: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
  }) {
    this.#model = model;
    this.#vocabulary = vocabulary;
    this.#index = new TokenIndex(vocabulary);
  }

  /**
   * Bits of `text` behind each of the prompts; `undefined` where the model has no room for it. The model's cache is empty
   * afterwards.
   */
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
    });
    const found: (number | undefined)[] = [];
    for (const prompt of prompts) found.push(await bitsBehind(prompt, encodeUtf8(text), reader));
    // Whoever uses the model next knows nothing of these rows.
    this.#model.truncate(0);
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

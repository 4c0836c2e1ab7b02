import { concatBytes } from "../tokens/concatBytes";
import { decodeUtf8, encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { PreparedPrompt } from "./promptMaker";

/** A prompt as people read it. */
export interface PromptText {
  /** What the model was given, its marks by their names. */
  readonly text: string;
  /** What stands between there and the cursor: the model is held to it. */
  readonly held: string;
  readonly numTokens: number;
  /** Those of text from elsewhere, and of the document's own outline. */
  readonly numContextTokens: number;
}

/** The prompt as text. A mark stands there by its name, which the document may hold as text too: this is for reading. */
export function promptText(
  { tokens, plan, numContextTokens }: PreparedPrompt,
  vocabulary: Pick<Vocabulary, "bytesOf" | "nameOf">,
): PromptText {
  const spelt = Array.from(tokens, (token) => {
    const name = vocabulary.nameOf(token);
    return name === undefined ? vocabulary.bytesOf(token) : encodeUtf8(name);
  });
  return {
    text: decodeUtf8(concatBytes(spelt)),
    held: decodeUtf8(plan.held),
    numTokens: tokens.length,
    numContextTokens,
  };
}

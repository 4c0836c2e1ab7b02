import type { Vocabulary } from "./vocabulary";

/**
 * Where two vocabularies differ first: in their size, or in what a token stands for, its bytes or its name. Two models can exchange
 * tokens only where they do not differ.
 *
 * @returns the end of a sentence that begins with both; `undefined` if they are the same
 */
export function vocabularyDifference(a: Vocabulary, b: Vocabulary): string | undefined {
  if (a.size !== b.size) return `have ${String(a.size)} and ${String(b.size)} tokens`;
  for (let token = 0; token < a.size; token++) {
    const [one, other] = [meaningOf(a, token), meaningOf(b, token)];
    if (one !== other) return `mean ${one} and ${other} by token ${String(token)}`;
  }
  return undefined;
}

function meaningOf(vocabulary: Vocabulary, token: number): string {
  if (vocabulary.isSpecial(token))
    return `the mark ${vocabulary.nameOf(token) ?? "without a name"}`;
  const bytes = vocabulary.bytesOf(token);
  return bytes.length === 0 ? "nothing" : `the bytes ${bytes.join(" ")}`;
}

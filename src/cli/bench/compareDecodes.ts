import type { Vocabulary } from "../../core/tokens/vocabulary";
import type { DecodedCase } from "./decodeProbe";

/** A token for people. */
export interface NamedToken {
  readonly id: number;
  readonly text: string;
}

/** Where a strategy wrote another token than the baseline. */
export interface DecodeDifference {
  readonly caseId: string;
  /** Number of tokens before it, which are equal. */
  readonly position: number;
  /** The baseline's token; `null` if it ended there. */
  readonly expected: NamedToken | null;
  /** The strategy's token; `null` if it ended there. */
  readonly actual: NamedToken | null;
  /**
   * The largest admitted logit after the equal tokens less the second largest: how near the tie was that rounding decided.
   * `null` if only one token was admitted, so that there was no tie.
   */
  readonly topTwoGap: number | null;
}

/** What can say more about a difference; a `DecodeProbe` is one. */
export interface GapSource {
  readonly vocabulary: Vocabulary;
  gapAt(decoded: DecodedCase, position: number): Promise<number | undefined>;
}

/** Compares two decodings of one case token for token; `undefined` if they are equal. */
export async function compareDecodes(
  caseId: string,
  decodes: { readonly expected: DecodedCase; readonly actual: DecodedCase },
  source: GapSource,
): Promise<DecodeDifference | undefined> {
  const { expected, actual } = decodes;
  const length = Math.max(expected.tokens.length, actual.tokens.length);
  for (let position = 0; position < length; position++) {
    if (expected.tokens[position] === actual.tokens[position]) continue;
    return {
      caseId,
      position,
      expected: named(expected.tokens[position], source.vocabulary),
      actual: named(actual.tokens[position], source.vocabulary),
      topTwoGap: (await source.gapAt(expected, position)) ?? null,
    };
  }
  return undefined;
}

function named(token: number | undefined, vocabulary: Vocabulary): NamedToken | null {
  if (token === undefined) return null;
  return { id: token, text: new TextDecoder().decode(vocabulary.bytesOf(token)) };
}

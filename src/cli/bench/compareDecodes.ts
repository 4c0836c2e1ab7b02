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
   * The baseline's largest admitted logit less the second largest at that place: how near the tie was that rounding
   * decided. `null` if there was no second to speak of.
   */
  readonly topTwoGap: number | null;
}

/** Compares two decodings of one case token for token; `undefined` if they are equal. */
export function compareDecodes(
  caseId: string,
  decodes: { readonly expected: DecodedCase; readonly actual: DecodedCase },
  vocabulary: Vocabulary,
): DecodeDifference | undefined {
  const { expected, actual } = decodes;
  const length = Math.max(expected.tokens.length, actual.tokens.length);
  for (let position = 0; position < length; position++) {
    if (expected.tokens[position] === actual.tokens[position]) continue;
    return {
      caseId,
      position,
      expected: named(expected.tokens[position], vocabulary),
      actual: named(actual.tokens[position], vocabulary),
      topTwoGap: expected.gaps[position] ?? null,
    };
  }
  return undefined;
}

function named(token: number | undefined, vocabulary: Vocabulary): NamedToken | null {
  if (token === undefined) return null;
  return { id: token, text: new TextDecoder().decode(vocabulary.bytesOf(token)) };
}

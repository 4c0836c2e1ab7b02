import type { StopRule } from "../decode/stopRule";
import { decodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Constraint } from "./constraint";
import { isWhole, type TextRule } from "./textRule";

/** Where the text of tokens begins and ends. */
export interface TextBounds {
  readonly vocabulary: Vocabulary;
  /** Tokens that end the text. */
  readonly endTokens: ReadonlySet<number>;
  readonly stopRule: StopRule;
  /** Bytes at the start of the generation that the user has typed already: rules do not see them. */
  readonly numHeldBytes: number;
}

/**
 * Holds tokens to a rule about text. The state is the bytes so far, the held ones in front. Where a token ends the text,
 * itself or by the stop rule, the rule is asked whether what stays may be all; elsewhere, whether more may follow.
 */
export function constrainText(rule: TextRule, bounds: TextBounds): Constraint<Uint8Array> {
  const { vocabulary, endTokens, stopRule, numHeldBytes } = bounds;
  const textOf = (bytes: Uint8Array): string => decodeUtf8(bytes.subarray(numHeldBytes));
  return {
    start: () => new Uint8Array(0),
    isFree: () => false,
    admits: (state, token) => {
      if (endTokens.has(token)) return isWhole(rule, textOf(state));
      const bytes = append(state, vocabulary.bytesOf(token));
      // A stop rule is asked about new text only, as in decoding.
      if (bytes.length <= Math.max(numHeldBytes, state.length)) return true;
      const text = bytes.subarray(numHeldBytes);
      const stop = stopRule.check(text, Math.max(0, state.length - numHeldBytes));
      return stop === undefined
        ? rule.admits(decodeUtf8(text))
        : isWhole(rule, decodeUtf8(text.subarray(0, stop.length)));
    },
    next: (state, token) => append(state, vocabulary.bytesOf(token)),
  };
}

function append(bytes: Uint8Array, more: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + more.length);
  all.set(bytes);
  all.set(more, bytes.length);
  return all;
}

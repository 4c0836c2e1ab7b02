import type { StopRule } from "../../src/core/decode/stopRule";
import { decodeUtf8, encodeUtf8 } from "../../src/core/tokens/utf8";

/** What a stop rule leaves of a text that it is shown at once; `undefined` if it lets all of it pass. */
export function cutBy(rule: StopRule, text: string): string | undefined {
  const bytes = encodeUtf8(text);
  const stop = rule.check(bytes, 0);
  return stop && decodeUtf8(bytes.subarray(0, stop.length));
}

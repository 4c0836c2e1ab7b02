import type { Tok } from "../../protocol/panelMessages";
import { say, type StringId, type Values } from "../strings/say";
import { figures } from "./figures";
import { writtenBy } from "./names";
import { labelText } from "./visibleText";

/** What is to be said of a token: how likely it was, what else could have stood there, and who wrote it. */
export function tokenWords(token: Tok): readonly [StringId, Values] {
  const values = {
    token: labelText(token.text),
    p: say("figure.p", { p: figures.probability(token.p) }),
    bits: bitsText(token),
    from: writtenBy(token.by),
  };
  if (token.alt === undefined) return ["strip.readAlone", values];
  const { text, p } = token.alt;
  return ["strip.read", { ...values, other: labelText(text), q: figures.probability(p) }];
}

/** `2.4 bits`; `at least` where only the likeliest tokens are known. */
export function bitsText({ bits, bitsAtLeast }: Tok): string {
  const n = figures.bits(bits);
  return say(bitsAtLeast === true ? "figure.bitsAtLeast" : "figure.bits", { n });
}

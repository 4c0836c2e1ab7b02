import type { CompletionTrace, TracedPass, TracedToken } from "../../trace/completionTrace";
import { amount, chance } from "./amounts";
import { drafterIdOf } from "./drafterIds";
import type { Last, Pass, Tok } from "./sections";

/** Tokens that are sent and drawn. */
const mostTokens = 120;

/** A text that the model wrote, and how it came about. */
export interface TracedSuggestion extends Pick<Last, "id" | "lead" | "outcome" | "ms" | "endedBy"> {
  readonly trace: CompletionTrace;
}

/** The last suggestion as the panel shows it: its first 120 tokens and their passes. */
export function lastOf({ trace, ...suggestion }: TracedSuggestion): Last {
  const tokens = trace.tokens.slice(0, mostTokens);
  const more = trace.tokens.length - tokens.length;
  const numPasses =
    more === 0 ? trace.passes.length : 1 + Math.max(-1, ...tokens.map(({ pass }) => pass));
  return {
    ...suggestion,
    tokens: tokens.map(tokOf),
    ...(more > 0 && { more }),
    passes: trace.passes.slice(0, numPasses).map(passOf),
  };
}

/** The token that the model was least sure of: the one that is told of as long as none is chosen. */
export function leastSure(tokens: readonly Tok[]): Tok | undefined {
  return tokens
    .filter(({ by }) => by !== "healing")
    .reduce<Tok | undefined>((least, tok) => (tok.p < (least?.p ?? 2) ? tok : least), undefined);
}

/** How much of a draft stayed. */
export function keptOf({ nodes }: Pass): { readonly kept: number; readonly drafted: number } {
  return { kept: nodes.filter(({ kept }) => kept).length, drafted: nodes.length };
}

export function tokOf(token: TracedToken): Tok {
  const { text, by, pass, runnerUp, isEntropyBound } = token;
  return {
    text,
    p: chance(token.probability),
    bits: amount(token.entropyBits),
    ...(isEntropyBound && { bitsAtLeast: true }),
    ...(runnerUp && { alt: { text: runnerUp.text, p: chance(runnerUp.probability) } }),
    by: by === "model" || by === "healing" ? by : drafterIdOf(by),
    pass,
  };
}

function passOf({ ms, root, nodes, wrote }: TracedPass): Pass {
  return {
    ms: amount(ms),
    root,
    nodes: nodes.map((node) => ({
      parent: node.parent,
      text: node.text,
      expected: chance(node.chance),
      by: drafterIdOf(node.by),
      kept: node.isKept,
    })),
    ...(wrote && { wrote: { text: wrote.text, p: chance(wrote.probability) } }),
  };
}

import type { CompletionTrace, TracedPass, TracedToken } from "../../trace/completionTrace";
import { amount, chance } from "./amounts";
import { drafterIdOf } from "./drafterIds";
import type { Last, Pass, Tok } from "./sections";

/** Tokens that are sent and drawn. */
const mostTokens = 120;

/** A suggestion, and how it came about. */
export interface TracedSuggestion extends Pick<Last, "id" | "lead" | "outcome" | "ms" | "endedBy"> {
  readonly text: string;
  readonly trace: CompletionTrace;
}

/**
 * The last suggestion as the panel shows it: its first 120 tokens and their passes.
 *
 * @returns `undefined` for a text that is not the beginning of what is traced: of an alternative, or mended by a filter
 */
export function lastOf({ trace, text, ...suggestion }: TracedSuggestion): Last | undefined {
  const spelling = tokensOf(trace, text);
  if (spelling === undefined) return undefined;
  const tokens = spelling.slice(0, mostTokens);
  const more = spelling.length - tokens.length;
  const numPasses =
    more === 0 ? trace.passes.length : 1 + Math.max(-1, ...tokens.map(({ pass }) => pass));
  return {
    ...suggestion,
    tokens: tokens.map(tokOf),
    ...(more > 0 && { more }),
    passes: trace.passes.slice(0, numPasses).map(passOf),
  };
}

/** The tokens of a text, without what was trimmed from its end, and without those that only spell what was typed. */
function tokensOf({ tokens }: CompletionTrace, text: string): readonly TracedToken[] | undefined {
  const whole = tokens.map((token) => token.text).join("");
  if (!whole.startsWith(text)) return undefined;
  let length = 0;
  return tokens.flatMap((token) => {
    const shown = token.text.slice(0, text.length - length);
    const isPast = length >= text.length;
    length += shown.length;
    return isPast || (token.by === "healing" && shown === "") ? [] : [{ ...token, text: shown }];
  });
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

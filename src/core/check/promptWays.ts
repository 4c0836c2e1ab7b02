import { holeStarts, type FimFormat, type FimLayout, type HoleStart } from "../model/fimFormat";

/** One way to ask a model with marks of filling in. */
export interface PromptWay {
  readonly holeStart: HoleStart;
  readonly layout: FimLayout;
}

/**
 * Every way to ask a model of this format, neighbours with as much of their prompts in common as can be. A model without marks is
 * asked in one way, which its format says.
 */
export function promptWays({ tokens, holeStart, layout }: FimFormat): readonly PromptWay[] {
  if (tokens === undefined) return [{ holeStart, layout }];
  const prefixFirst = holeStarts.map((start): PromptWay => ({
    holeStart: start,
    layout: "prefix-first",
  }));
  const suffixFirst = holeStarts.map((start): PromptWay => ({
    holeStart: start,
    layout: "suffix-first",
  }));
  return [...prefixFirst, ...suffixFirst.toReversed()];
}

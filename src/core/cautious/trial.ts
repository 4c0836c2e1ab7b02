import { at } from "../at";
import type { StepOutput } from "../model/languageModel";

/** A text that is tried out. */
export interface Trial {
  /** Its tokens behind the fork. */
  readonly tokens: readonly number[];
  /** Sum of their log probabilities, in nats. */
  readonly logProbability: number;
  /** The node that its last token was drawn at; the fork if there is none yet. */
  readonly above: number;
}

/**
 * log p(token | node) of the model itself, at temperature 1 and without rules. Trials are judged by what the model thinks of
 * them and not by how they were drawn, so that a low temperature cannot make all of them look sure.
 */
export async function logProbabilityOf(
  output: StepOutput,
  node: number,
  token: number,
): Promise<number> {
  const { ids, logits, logSumExp } = output.row(node);
  const rank = ids.indexOf(token);
  const logit = rank >= 0 ? at(logits, rank) : at(await output.fullRow(node), token);
  return logit - logSumExp;
}

/** The trial with the least mean negative log likelihood, the first of several. */
export function bestTrial(trials: readonly Trial[]): Trial | undefined {
  const mean = ({ logProbability, tokens }: Trial): number => logProbability / tokens.length;
  return trials.reduce<Trial | undefined>(
    (best, trial) => (best === undefined || mean(trial) > mean(best) ? trial : best),
    undefined,
  );
}

/** Where a statement or a part of one ends in most languages: what comes behind is another thought. */
const stops = new Set(Array.from("\n;{}),", (character) => character.charCodeAt(0)));

/** Whether a token with these bytes ends a trial. */
export function endsTrial(bytes: Uint8Array): boolean {
  return bytes.some((byte) => stops.has(byte));
}

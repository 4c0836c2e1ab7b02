import { at } from "../at";
import type { KnownLaw } from "../sample/knownLaw";

/** How probable a token was where it was chosen. In nats. */
export interface Choice {
  /** At most 0; an upper bound for a token that is none of the most probable ones, -Infinity if the rules had cut it off. */
  readonly logProbability: number;
  /** Of the distribution that it was chosen from. */
  readonly entropy: number;
  /** Whether that is only known to be at least so much. */
  readonly isEntropyBound: boolean;
  /** The most probable other token. */
  readonly runnerUp: RunnerUp | undefined;
}

export interface RunnerUp {
  readonly token: number;
  readonly logProbability: number;
  /** How many of its first bytes the user had typed; 0 if left out. */
  readonly numTypedBytes?: number;
}

/** What was known where `token` was chosen. */
export function choiceOf(law: KnownLaw, token: number): Choice {
  const { ids, entropy, isEntropyBound } = law;
  const other = ids[0] === token ? 1 : 0;
  const runnerUp =
    other < ids.length
      ? { token: at(ids, other), logProbability: logProbabilityAt(law, other) }
      : undefined;
  return {
    logProbability: logProbabilityAt(law, ids.indexOf(token)),
    ...{ entropy, isEntropyBound, runnerUp },
  };
}

/** The log probability of a token, as in `Choice`. */
export function logProbabilityOf(law: KnownLaw, token: number): number {
  return logProbabilityAt(law, law.ids.indexOf(token));
}

function logProbabilityAt({ scores, bound, logZ }: KnownLaw, index: number): number {
  return Math.min(0, (index < 0 ? bound : at(scores, index)) - logZ);
}

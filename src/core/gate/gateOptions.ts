import type { GateSituation } from "./gateFeatures";

/** When a suggestion is too unsure to be shown, and where it ends before it becomes so. */
export interface GateOptions {
  /** A text is not suggested if the probability that it is wanted, 0..1, is lower. 0 is off. */
  readonly floor: number;
  /** A text ends before a token that is less probable than this, 0..1, behind its first few tokens. 0 is off. */
  readonly stopBelow: number;
  /** What a `Gate` has learnt; those of one that knows no user if left out. */
  readonly weights?: readonly number[];
  /** The moment of the request. */
  readonly situation?: GateSituation;
}

/** Why a text was too unsure to be suggested: the probability that it is wanted, and the least that there has to be. */
export interface Doubt {
  readonly chance: number;
  readonly floor: number;
}

export const openGate: GateOptions = { floor: 0, stopBelow: 0 };

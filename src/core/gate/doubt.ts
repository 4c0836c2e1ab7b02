import { ForetypeError } from "../errors";
import type { Confidence } from "./confidence";
import { gateChance } from "./gate";
import { gateFeatureNames } from "./gateFeatures";
import type { Doubt, GateOptions } from "./gateOptions";
import { priorWeights } from "./priorWeights";

/** Why a text of such confidence is not suggested; `undefined` if it is. One of which nothing is known is. */
export function doubtOf(
  { floor, weights = priorWeights, situation = {} }: GateOptions,
  confidence: Confidence | undefined,
): Doubt | undefined {
  if (floor === 0 || confidence === undefined) return undefined;
  const chance = gateChance(weights, confidence, situation);
  return chance >= floor ? undefined : { chance, floor };
}

/** @throws ForetypeError("user/bad-argument") naming the first value that is out of range */
export function checkGate({ floor, stopBelow, weights = priorWeights }: GateOptions): void {
  check(
    floor >= 0 && floor <= 1,
    `the gate's floor is ${String(floor)}; give a probability from 0, which is off, to 1`,
  );
  check(
    stopBelow >= 0 && stopBelow <= 1,
    `the probability to stop below is ${String(stopBelow)}; give one from 0, which is off, to 1`,
  );
  check(
    weights.length === gateFeatureNames.length && weights.every(Number.isFinite),
    `the gate has ${String(weights.length)} weights; give ${String(gateFeatureNames.length)} finite numbers, or none`,
  );
}

function check(isFine: boolean, message: string): void {
  if (!isFine) throw new ForetypeError("user/bad-argument", message);
}

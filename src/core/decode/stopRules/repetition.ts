import { noStop, type StopRule } from "../stopRule";
import { repeatedUnit } from "./repeatedUnit";

/**
 * Stops where the text has begun to repeat itself, and cuts what is repeated: a model that has come into a loop does not leave
 * it, so all further passes would be for nothing. See `repeatedUnit` for what a repetition is.
 */
export function repetition(): StopRule {
  return {
    quick: noStop,
    check: (text, from) => {
      const length = repeatedUnit(text, from);
      return length === undefined ? undefined : { length, reason: "repetition" };
    },
  };
}

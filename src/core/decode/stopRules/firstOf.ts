import type { Stop, StopRule } from "../stopRule";

/** Stops where the first of `rules` does: at the shortest text, or by the earlier rule if two agree. */
export function firstOf(rules: readonly StopRule[]): StopRule {
  const isQuick = rules.every(({ quick }) => quick === undefined);
  return {
    ...(!isQuick && { quick: firstOf(rules.map((rule) => rule.quick ?? rule)) }),
    check: (text, from) => {
      let first: Stop | undefined;
      for (const rule of rules) {
        const stop = rule.check(text, from);
        if (stop !== undefined && (first === undefined || stop.length < first.length)) first = stop;
      }
      return first;
    },
  };
}

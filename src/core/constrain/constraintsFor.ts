import { allOf } from "./allOf";
import { constrainText, type TextBounds } from "./constrainText";
import { findConstraintKinds, type RuleSources } from "./constraintKinds";
import { CountedConstraint } from "./countedConstraint";
import { lastCleanLength } from "./lastCleanLength";
import type { TextPlace } from "./textPlace";

/** The constraints of one request as one. */
export interface RequestConstraints {
  /** Free from the start if none of the constraints has anything to say here. Counts how often it is asked. */
  readonly constraint: CountedConstraint<readonly unknown[]>;
  /** How much of a text that was cut short may be suggested, in UTF-16 units from its beginning. */
  lastCleanLength(text: string): number;
}

/**
 * Makes the constraints with these ids for a cursor. One that cannot work here (an unknown language, a grammar that cannot be
 * loaded) is left out.
 *
 * @throws user/bad-argument for an id that is none
 */
export async function constraintsFor(
  ids: readonly string[],
  place: TextPlace,
  parts: TextBounds & RuleSources,
): Promise<RequestConstraints> {
  const made = await Promise.all(
    findConstraintKinds(ids).map((kind) => kind.createRule(place, parts)),
  );
  const rules = made.filter((rule) => rule !== undefined);
  return {
    constraint: new CountedConstraint(allOf(rules.map((rule) => constrainText(rule, parts)))),
    lastCleanLength: (text) => lastCleanLength(text, rules),
  };
}

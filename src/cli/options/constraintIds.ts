import { InvalidArgumentError } from "commander";
import { findConstraintKinds } from "../../core/constrain/constraintKinds";
import { messageOf } from "../../core/errors";

/** Reads ids of constraints with commas between them; "none" is none of them. */
export function constraintIds(text: string): readonly string[] {
  if (text === "none") return [];
  try {
    return findConstraintKinds(text.split(",").map((id) => id.trim())).map(({ id }) => id);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

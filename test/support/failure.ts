import { ForetypeError } from "../../src/core/errors";

/** The error that an action throws; fails where it throws none, or one that is not for people. */
export function failure(action: () => unknown): ForetypeError {
  try {
    action();
  } catch (error) {
    if (error instanceof ForetypeError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The same for an action that takes time. */
export async function failureOf(action: Promise<unknown>): Promise<ForetypeError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof ForetypeError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

import type { ContextKind } from "../cases/caseContext";

/** One of the ways to ask that are measured side by side. */
export interface EvalWay {
  /** In the report. */
  readonly name: string;
  /** Id of the way of healing. */
  readonly healing: string;
  readonly context: ContextKind;
}

/**
 * All ways of healing with all kinds of context.
 *
 * @param contexts left out, no context is shown, and a way is called by its healing
 */
export function evalWays(
  healings: readonly string[],
  contexts: readonly ContextKind[] | undefined,
): readonly EvalWay[] {
  if (contexts === undefined) {
    return healings.map((healing) => ({ name: healing, healing, context: "none" }));
  }
  return contexts.flatMap((context) =>
    healings.map((healing) => ({ name: `${healing}, ${context}`, healing, context })),
  );
}

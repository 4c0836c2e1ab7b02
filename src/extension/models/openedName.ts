import type { OpenResult } from "../../protocol/engineApi";

/** What an open model is called: its name, and how its weights are stored if that was asked for. "auto" says nothing to a reader. */
export function openedName({ name, precision }: Pick<OpenResult, "name" | "precision">): string {
  return precision === "auto" ? name : `${name} ${precision}`;
}

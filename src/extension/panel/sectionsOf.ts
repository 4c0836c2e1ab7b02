import type { Sections } from "../../protocol/panelMessages";
import type { Piece } from "./duePieces";

/**
 * The sections with these names, of those that are known; `undefined` if none is.
 *
 * The drafters' section takes from acceptance how many tokens the model wrote, so it never goes without it.
 */
export function sectionsOf(
  sections: Partial<Sections>,
  names: readonly Piece[],
): Partial<Sections> | undefined {
  const wanted = new Set<string>(names);
  if (wanted.has("drafters")) wanted.add("acceptance");
  const taken = Object.entries(sections).filter(([name]) => wanted.has(name));
  return taken.length === 0 ? undefined : Object.fromEntries(taken);
}

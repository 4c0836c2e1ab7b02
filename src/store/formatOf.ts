import type { FimFormat } from "../core/model/fimFormat";
import type { ModelSource } from "../core/model/modelSource";
import { recallCheck } from "./modelChecks";

/**
 * How to ask a model that has been opened: with its own tokens, and with the hole's start and the layout that its last check found
 * best. A model without marks of filling in is asked as it is.
 *
 * @param own the format that it was opened with
 */
export async function formatOf(
  { sha256 }: Pick<ModelSource, "sha256">,
  own: FimFormat,
  cacheFolder: string,
): Promise<FimFormat> {
  if (own.tokens === undefined) return own;
  const check = await recallCheck(cacheFolder, sha256);
  return check === undefined ? own : { ...own, holeStart: check.holeStart, layout: check.layout };
}

import { ForetypeError, messageOf } from "../core/errors";
import type { Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import type { WorkOptions } from "../store/work";
import { sourceOf, sourcesOf, type Sources } from "./modelSources";

/**
 * The models that are asked for, as far as they are there. A draft model that is not, or cannot be read, costs no more than itself:
 * the model opens without it, and `draftProblem` says why.
 *
 * @throws what `resolveModel` throws for the model itself; user/cancelled
 */
export async function fittingSources(
  params: ModelParams,
  logger: Logger,
  work: WorkOptions,
): Promise<Sources> {
  const { draft } = params;
  if (draft === undefined) return sourcesOf(params, work);
  const source = await sourceOf(params, work);
  try {
    return { source, draft: await sourceOf({ ...params, model: draft }, work) };
  } catch (error) {
    if (error instanceof ForetypeError && error.code === "user/cancelled") throw error;
    const draftProblem = `Not used. ${messageOf(error)}`;
    logger.warn(`The draft model ${draft} is not used. ${messageOf(error)}`);
    return { source, draftProblem };
  }
}

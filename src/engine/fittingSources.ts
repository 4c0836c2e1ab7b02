import { ForetypeError, messageOf } from "../core/errors";
import type { Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { checkDraft } from "../runtime/checkDraft";
import type { WorkOptions } from "../store/work";
import { sourcesOf, type Sources } from "./modelSources";

/**
 * The models that are asked for, as far as they fit together. A draft model that is not there, cannot be read or writes other
 * tokens costs no more than itself: the model opens without it, and `draftProblem` says why.
 *
 * @throws what `resolveModel` throws for the model itself; user/cancelled
 */
export async function fittingSources(
  params: ModelParams,
  logger: Logger,
  work: WorkOptions,
): Promise<Sources> {
  const { draft, ...alone } = params;
  const { source } = await sourcesOf(alone, work);
  if (draft === undefined) return { source };
  try {
    const { source: drafting } = await sourcesOf({ ...alone, model: draft }, work);
    await checkDraft(drafting, source, { ...params, logger });
    return { source, draft: drafting };
  } catch (error) {
    if (error instanceof ForetypeError && error.code === "user/cancelled") throw error;
    const draftProblem = `Not used. ${messageOf(error)}`;
    logger.warn(`The draft model ${draft} is not used. ${messageOf(error)}`);
    return { source, draftProblem };
  }
}

import { embeddedModelId } from "../model/embeddedModel";
import { draftModel } from "./draftModel";

/**
 * Which model drafts: the one that is named, or else the embedded one for any other model, if the strategy of draft models is chosen.
 * It takes memory of its own, so no other strategy opens it.
 */
export function draftReference(asked: {
  readonly named: string | undefined;
  readonly model: string;
  readonly strategy: string | undefined;
}): string | undefined {
  const { named, model, strategy } = asked;
  if (named !== undefined) return named;
  return strategy === draftModel.id && model !== embeddedModelId ? embeddedModelId : undefined;
}

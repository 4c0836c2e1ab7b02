import type { OpeningProgress, OpeningStage } from "../../protocol/engineApi";
import type { Say } from "../say";

/** How far a model is that is being opened, in a few words. */
export function openingWords(progress: OpeningProgress, say: Say): string {
  const share = shareDone(progress);
  const doing = words(say)[progress.stage];
  return share === undefined ? doing : `${doing} ${String(Math.floor(100 * share))} %`;
}

function words(say: Say): Readonly<Record<OpeningStage, string>> {
  return {
    checking: say("checking model"),
    converting: say("converting model"),
    loading: say("loading model"),
  };
}

/** 0 to 1; `undefined` where that says nothing. */
export function shareDone({ stage, done, total }: OpeningProgress): number | undefined {
  if (stage === "loading" || total <= 0) return undefined;
  return Math.min(1, done / total);
}

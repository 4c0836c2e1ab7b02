import type { OpeningProgress, OpeningStage } from "../../protocol/engineApi";

const words: Readonly<Record<OpeningStage, string>> = {
  checking: "checking model",
  converting: "converting model",
  loading: "loading model",
};

/** How far a model is that is being opened, in a few words. */
export function openingWords(progress: OpeningProgress | undefined): string {
  if (progress === undefined) return "loading model";
  const share = shareDone(progress);
  const doing = words[progress.stage];
  return share === undefined ? doing : `${doing} ${String(Math.floor(100 * share))} %`;
}

/** 0 to 1; `undefined` where that says nothing. */
export function shareDone({ stage, done, total }: OpeningProgress): number | undefined {
  if (stage === "loading" || total <= 0) return undefined;
  return Math.min(1, done / total);
}

import { ForetypeError } from "../errors";
import { acceptedTexts } from "./acceptedTexts";
import { auto } from "./auto";
import { autoregressive } from "./autoregressive";
import { blockVerification } from "./blockVerification";
import { draftModel } from "./draftModel";
import { dynamicTree } from "./dynamicTree";
import { earlyExit } from "./earlyExit";
import { editPointer } from "./editPointer";
import { greedyDraft } from "./greedyDraft";
import { kSeq } from "./kSeq";
import { logitRanks } from "./logitRanks";
import { lookahead } from "./lookahead";
import { promptNgrams } from "./promptNgrams";
import { recursiveRejection } from "./recursiveRejection";
import { recursiveRejectionDistinct } from "./recursiveRejectionDistinct";
import { suffixAutomaton } from "./suffixAutomaton";
import { tokenRecycling } from "./tokenRecycling";
import { traversal } from "./traversal";
import { trigramRecycling } from "./trigramRecycling";
import { workspace } from "./workspace";
import type { Strategy } from "./strategy";

/** Every way of decoding, the baseline first, those that need a draft model last. */
export const strategies: readonly Strategy[] = [
  autoregressive,
  auto,
  editPointer,
  suffixAutomaton,
  promptNgrams,
  workspace,
  acceptedTexts,
  tokenRecycling,
  trigramRecycling,
  logitRanks,
  lookahead,
  draftModel,
  earlyExit,
  recursiveRejection,
  recursiveRejectionDistinct,
  kSeq,
  greedyDraft,
  blockVerification,
  traversal,
  dynamicTree,
];

/** Those that can be used with what is open. */
export function usableStrategies(open: {
  readonly draft?: unknown;
  /** Whether the draft model is the first layers of the model itself; no if left out. */
  readonly hasEarlyExit?: boolean;
}): readonly Strategy[] {
  const { draft, hasEarlyExit = false } = open;
  return strategies.filter(({ needs }) => {
    if (needs === "early-exit") return hasEarlyExit;
    return needs === undefined || draft !== undefined;
  });
}

/** @throws ForetypeError("user/bad-argument") naming the ids there are, for an id that is none of them */
export function findStrategy(id: string): Strategy {
  const strategy = strategies.find((candidate) => candidate.id === id);
  if (strategy !== undefined) return strategy;
  const ids = strategies.map((candidate) => candidate.id).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `there is no strategy "${id}"; choose one of: ${ids}`,
  );
}

import type { ReasonId } from "../panel/sections";
import { noUsage, type KeptAfterS, type UsageCounts } from "./usageCounts";

/** One thing that is counted. */
export type UsageEvent =
  /** A suggestion stood unchanged for a while. */
  | { readonly kind: "shown"; readonly from: "model" | "typedAlong" | "seen" }
  | { readonly kind: "notShown"; readonly reason: ReasonId }
  /** A shown suggestion was taken, or the first part of it; once for each. */
  | { readonly kind: "accepted" }
  /** So much time has passed since one was taken. */
  | { readonly kind: "looked"; readonly afterS: KeptAfterS; readonly isKept: boolean }
  /** Characters came into a document. */
  | { readonly kind: "added"; readonly numChars: number; readonly isAccepted: boolean }
  /** The model read a prompt. */
  | { readonly kind: "read"; readonly promptTokens: number; readonly reusedTokens: number };

/** The counts of one event. @param at epoch ms */
export function usageOf(event: UsageEvent, at: number): UsageCounts {
  return { ...noUsage, since: at, ...changeOf(event) };
}

function changeOf(event: UsageEvent): Partial<UsageCounts> {
  switch (event.kind) {
    case "shown":
      return {
        shown: 1,
        typedAlong: event.from === "typedAlong" ? 1 : 0,
        seen: event.from === "seen" ? 1 : 0,
      };
    case "notShown":
      return { reasons: { [event.reason]: 1 } };
    case "accepted":
      return { accepted: 1 };
    case "looked": {
      const count = { kept: event.isKept ? 1 : 0, of: 1 };
      return { kept: { ...noUsage.kept, [event.afterS]: count } };
    }
    case "added":
      return { newChars: event.numChars, acceptedChars: event.isAccepted ? event.numChars : 0 };
    case "read":
      return { promptTokens: event.promptTokens, reusedTokens: event.reusedTokens };
    default:
      return event satisfies never;
  }
}

import type { DrafterId, ReasonId, Tok } from "../../protocol/panelMessages";
import { say } from "../strings/say";

/** The word for those who draft in one way. */
export function drafterName(id: DrafterId): string {
  return say(`drafter.${id}`);
}

/** Why nothing was shown, in a few words. */
export function reasonName(id: ReasonId): string {
  return say(`reason.${id}`);
}

/** Who wrote a token, as a sentence. */
export function writtenBy(by: Tok["by"]): string {
  if (by === "model") return say("strip.model");
  return by === "healing"
    ? say("strip.healing")
    : say("strip.drafted", { drafter: drafterName(by) });
}

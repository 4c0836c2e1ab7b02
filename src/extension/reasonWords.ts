import type { ReasonId } from "../core/stats/panel/sections";
import { english } from "../webview/strings/english";
import type { Say } from "./say";

/** Why a request ended without a suggestion, in the panel's few words. */
export function reasonWords(reason: ReasonId, say: Say): string {
  return say(english[`reason.${reason}`]);
}

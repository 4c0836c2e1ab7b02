import type { ReasonId } from "../../protocol/panelMessages";
import type { ToHostBody } from "../editorPort";
import type { StringId } from "../strings/say";

/** What can be done about a reason. */
export interface Remedy {
  readonly text: StringId;
  readonly ask: ToHostBody;
}

const settings: ToHostBody = { type: "run", command: "foretype.openSettings" };
const askAgain: ToHostBody = { type: "run", command: "foretype.trigger" };
const chooseModel: ToHostBody = { type: "run", command: "foretype.chooseModel" };
const startAgain: ToHostBody = { type: "run", command: "foretype.restartEngine" };

/** Offered in this order, the first one as the main one. */
export const remedies: Readonly<Partial<Record<ReasonId, readonly Remedy[]>>> = {
  disabled: [{ text: "act.settings", ask: settings }],
  place: [{ text: "act.ask", ask: askAgain }],
  midLine: [{ text: "act.ask", ask: askAgain }],
  paused: [{ text: "act.resume", ask: { type: "run", command: "foretype.resume" } }],
  modelMissing: [{ text: "act.model", ask: chooseModel }],
  engineDown: [{ text: "act.start", ask: startAgain }],
  failed: [{ text: "act.log", ask: { type: "run", command: "foretype.showLog" } }],
  timedOut: [
    { text: "act.raise", ask: settings },
    { text: "act.measure", ask: { type: "measure", act: "start" } },
  ],
  unsure: [
    { text: "act.show", ask: askAgain },
    { text: "act.limit", ask: settings },
  ],
};

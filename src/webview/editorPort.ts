import type { ToHost } from "../protocol/panelMessages";

/** What the editor gives to a page. */
export interface EditorPort {
  postMessage(message: ToHost): void;
  /** What was last set, also before the page was hidden; whatever it is. */
  getState(): unknown;
  /** Kept on the disk by the editor, so it may hold nothing of the user's text. */
  setState(state: unknown): void;
}

/** What a message says, without what each one carries. */
export type ToHostBody = Body<ToHost>;

/** Without the version, for each kind of message by itself. */
type Body<Message> = Message extends unknown ? Omit<Message, "v"> : never;

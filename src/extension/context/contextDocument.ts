import type { OpenText } from "../learn/openText";

/** A document as far as context is taken from it. Whoever hands one in has seen to it that it may be shown. */
export interface ContextDocument extends Pick<OpenText, "id" | "text"> {
  /** For the prompt: see `pathInWorkspace`. */
  readonly path: string;
}

import type { TextAround } from "../documentContext";

/** What the editor asks for, and where. */
export interface EditorRequest extends TextAround {
  /** Names the document. */
  readonly documentId: string;
  /** For the prompt: see `pathInWorkspace`. */
  readonly path: string;
  readonly languageId: string;
  /** Of the cursor in the document, which may have other line ends. */
  readonly offset: number;
  /** Columns of a tab, and whether the document is indented with blanks; left out where no editor shows it. */
  readonly tabSize?: number;
  readonly insertSpaces?: boolean;
  /** The cursor's line, counted from 1 as editors show it. */
  readonly line: number;
  readonly numCursors: number;
  readonly hasSelection: boolean;
  /**
   * Code units that have been typed of the item that is selected in the suggest widget; left out if none is. The text before the cursor
   * is then what it will be with that item accepted.
   */
  readonly numTypedOfItem?: number;
  /** Whether the user asked by hand, rather than by typing. */
  readonly isInvoked: boolean;
}

/** What made a request: typing, the user's hand, or the wish for something else than what is shown. */
export type RequestTrigger = "automatic" | "invoked" | "somethingElse";

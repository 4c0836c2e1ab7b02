/** A stretch of a document that is replaced, in UTF-16 code units of the document before the edit. */
export interface TextChange {
  readonly offset: number;
  readonly numRemoved: number;
  /** With the document's own line ends. */
  readonly text: string;
}

/** What happens to a document at one time. */
export interface DocumentEdit {
  readonly documentId: string;
  /** None overlaps another, the last in the document first, as VS Code tells them. */
  readonly changes: readonly TextChange[];
  readonly isUndoOrRedo: boolean;
  /** Whether the document is the one that is worked in: others are edited by tools only. */
  readonly isActive: boolean;
}

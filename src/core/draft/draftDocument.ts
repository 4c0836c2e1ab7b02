/** A cursor in a document, as text with "\n" as its only line end: what every model can be asked with, whatever its tokens. */
export interface DraftDocument {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  /** Name of the repository or workspace; left out, it is not shown. */
  readonly repository?: string;
  /** Text before the cursor. */
  readonly prefix: string;
  /** Text after the cursor. */
  readonly suffix: string;
}

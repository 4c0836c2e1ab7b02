/** Text from elsewhere that the model is shown before the document. */
export interface ContextPiece {
  /**
   * `signatures`: of the document itself, where the window does not reach. `definition`: of a name near the cursor. `recent`: from a file
   * that was visited or edited lately. `copied`: what the user copied or cut.
   */
  readonly kind: "signatures" | "definition" | "recent" | "copied";
  /** Of the file that it is from, with forward slashes. */
  readonly path: string;
  /** Whole lines, with "\n" as line end. */
  readonly text: string;
}

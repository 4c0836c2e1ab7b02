/** A document as far as something is learnt from it. */
export interface OpenText {
  /** Names the document. */
  readonly id: string;
  /** Names the file that it is of: that of a notebook for each of its cells. */
  readonly file: string;
  /** The whole text as it is now. */
  text(): string;
}

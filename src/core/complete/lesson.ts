/** What drafts may be made from, besides the document that is completed. It changes how fast a text comes, never the text. */
export type Lesson =
  /** Another text of the project, in place of what was known under the name. */
  | { readonly kind: "text"; readonly name: string; readonly text: string }
  /** That text is of no more use. */
  | { readonly kind: "forget"; readonly name: string }
  /** A suggestion that was taken, with the beginning of its line. */
  | { readonly kind: "accepted"; readonly text: string };

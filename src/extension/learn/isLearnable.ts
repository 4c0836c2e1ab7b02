import { mayHoldSecrets } from "./secretFiles";

/** Documents that a user edits; others are output, logs, histories and what extensions show. */
const schemes: ReadonlySet<string> = new Set(["file", "untitled", "vscode-notebook-cell"]);

/** What is known of a document before its text is read. */
export interface DocumentFacts {
  /** Of its URI. */
  readonly scheme: string;
  /** Of its URI, with forward slashes. */
  readonly path: string;
  /** Whether it is in a folder of the workspace, or there is none. */
  readonly isOfWorkspace: boolean;
  /** Whether the setting `files.exclude` hides it. */
  readonly isExcluded: () => boolean;
  /** Whether suggestions are wanted in it. */
  readonly isWanted: boolean;
}

/** Whether anything may be learnt from a document. */
export function isLearnable(facts: DocumentFacts): boolean {
  return (
    schemes.has(facts.scheme) &&
    facts.isOfWorkspace &&
    facts.isWanted &&
    !mayHoldSecrets(facts.path) &&
    !facts.isExcluded()
  );
}

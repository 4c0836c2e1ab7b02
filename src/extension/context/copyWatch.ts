import { lineSetOf, similarity } from "../../core/context/similarity";
import type { ContextDocument } from "./contextDocument";

/** Of what was selected, so much is remembered. */
const mostSelections = 8;

/** A longer selection is a file, and a shorter one a word. */
const mostUnits = 4_000;
const leastLines = 3;

/** A text that was indented anew when it was pasted is the same still. */
const sameAt = 0.9;

/** A stretch of a document, in UTF-16 units. */
export interface SelectedText {
  readonly document: ContextDocument;
  readonly offset: number;
  readonly length: number;
  /** Read only where the stretch is neither too short nor too long. */
  readonly text: () => string;
}

/** A change of a document. */
export interface TextChange {
  readonly offset: number;
  /** Units that were taken out. */
  readonly length: number;
  /** What was put in their place. */
  readonly text: string;
}

interface Selection {
  readonly document: ContextDocument;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
  readonly lines: ReadonlySet<string>;
}

/**
 * Finds out what was cut and what was copied without looking at keys or the clipboard: a change that takes out just what is selected cuts
 * it, and a change that puts in what was selected before pastes a copy of it.
 */
export class CopyWatch {
  readonly #onCopied: (document: ContextDocument, text: string) => void;
  /** The latest last. */
  #selections: readonly Selection[] = [];

  /** @param onCopied given the document that the text was taken from */
  constructor(onCopied: (document: ContextDocument, text: string) => void) {
    this.#onCopied = onCopied;
  }

  /** Something is selected. While the user extends it, it takes the place of what was selected before. */
  selected({ document, offset, length, text: read }: SelectedText): void {
    if (length > mostUnits) return;
    const text = read().replaceAll("\r\n", "\n");
    const lines = lineSetOf(text);
    if (lines.size < leastLines) return;
    const others = this.#selections.filter(
      (other) =>
        other.document.id !== document.id ||
        offset + length <= other.offset ||
        other.offset + other.length <= offset,
    );
    const selection = { document, offset, length, text, lines };
    this.#selections = [...others, selection].slice(-mostSelections);
  }

  /** A document was changed. */
  changed(documentId: string, { offset, length, text }: TextChange): void {
    const cut = this.#selections.find(
      (one) => one.document.id === documentId && one.offset === offset && one.length === length,
    );
    if (cut !== undefined && text === "") this.#taken(cut);
    if (text.length === 0 || text.length > 2 * mostUnits) return;
    const lines = lineSetOf(text.replaceAll("\r\n", "\n"));
    if (lines.size < leastLines) return;
    const copied = this.#selections.findLast((one) => similarity(one.lines, lines) >= sameAt);
    if (copied !== undefined) this.#taken(copied);
  }

  forget(documentId: string): void {
    this.#selections = this.#selections.filter(({ document }) => document.id !== documentId);
  }

  clear(): void {
    this.#selections = [];
  }

  #taken(selection: Selection): void {
    this.#onCopied(selection.document, selection.text);
  }
}

import * as vscode from "vscode";
import type { UsageWatch } from "./usageWatch";

/** Tells how the editor's documents change and close. */
export function watchEdits(watch: Pick<UsageWatch, "edited" | "closed">): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (contentChanges.length === 0 || isOutput(document)) return;
      watch.edited({
        documentId: document.uri.toString(),
        changes: contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          offset: rangeOffset,
          numRemoved: rangeLength,
          text,
        })),
        isUndoOrRedo: reason !== undefined,
        isActive: vscode.window.activeTextEditor?.document === document,
      });
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      watch.closed(uri.toString());
    }),
  );
}

/** The text of an open document. */
export function openTextOf(documentId: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === documentId)?.getText();
}

/** What the editor writes there itself, our own log included. */
function isOutput({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "output" || uri.scheme === "git";
}

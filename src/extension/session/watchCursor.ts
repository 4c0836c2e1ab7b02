import * as vscode from "vscode";
import { placeAt } from "../editorRequest";
import type { CompletionSession } from "./completionSession";

/**
 * Tells the session where the cursor goes. The editor makes no request of a mere move, and what was shown at the place before is gone
 * from the screen then.
 */
export function watchCursor(
  session: Pick<CompletionSession, "isBusyWith" | "moved" | "left">,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const { document, selection } = textEditor;
      if (!session.isBusyWith(document.uri.toString())) return;
      session.moved(placeAt(document, selection.active));
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      session.left(editor?.document.uri.toString());
    }),
  );
}

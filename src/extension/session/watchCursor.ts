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
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const [first] = selections;
      if (textEditor !== vscode.window.activeTextEditor || first === undefined) return;
      const { document } = textEditor;
      if (!session.isBusyWith(document.uri.toString())) return;
      session.moved(placeAt(document, first.active));
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      session.left(editor?.document.uri.toString());
    }),
  );
}

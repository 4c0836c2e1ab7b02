import * as vscode from "vscode";
import type { CompletionSession } from "./session/completionSession";
import { editorRequest } from "./editorRequest";
import type { Say } from "./say";
import { somethingElseNews } from "./somethingElseNews";

/**
 * Asks for other texts than those that were shown at the cursor, and has the editor show them. What is shown stays until then.
 * Once the user goes on, nothing more happens.
 *
 * @param announce given a few words on how it went
 */
export async function suggestSomethingElse(
  session: CompletionSession,
  say: Say,
  announce: (news: string) => void,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const withdrawal = new AbortController();
  const withdraw = (): void => {
    withdrawal.abort();
  };
  const subscription = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(withdraw),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === editor) withdraw();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === editor.document && contentChanges.length > 0) withdraw();
    }),
  );
  try {
    const request = editorRequest(editor.document, editor.selection.active, {
      selectedCompletionInfo: undefined,
      triggerKind: vscode.InlineCompletionTriggerKind.Invoke,
    });
    const record = await session.somethingElse(request, withdrawal.signal);
    if (withdrawal.signal.aborted) return;
    const news = somethingElseNews(record, say);
    if (news !== undefined) announce(news);
    if (record.outcome.kind === "none") return;
    // The editor answers a second request by hand from the first, until it has forgotten that.
    await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
    await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
  } finally {
    subscription.dispose();
  }
}

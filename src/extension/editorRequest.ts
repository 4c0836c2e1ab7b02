import * as vscode from "vscode";
import type { EditorRequest } from "./session/completionSession";
import { pathInWorkspace, textAround, type TextSource } from "./documentContext";

/**
 * What is asked for at a place in a document.
 *
 * With an item selected in the suggest widget, the request is about the text as it will be with that item accepted. So what comes back
 * extends the item, never argues with it, and is known already should the user accept it.
 */
export function editorRequest(
  document: vscode.TextDocument,
  position: vscode.Position,
  {
    selectedCompletionInfo: selected,
    triggerKind,
  }: Pick<vscode.InlineCompletionContext, "selectedCompletionInfo" | "triggerKind">,
): EditorRequest {
  const replaced = selected?.range ?? new vscode.Range(position, position);
  const start = document.offsetAt(replaced.start);
  const { prefix, suffix } = textAround(sourceOf(document), start, document.offsetAt(replaced.end));
  return {
    documentId: document.uri.toString(),
    path: pathInWorkspace(
      document.uri.path,
      vscode.workspace.getWorkspaceFolder(document.uri)?.uri.path,
    ),
    prefix: prefix + (selected?.text ?? ""),
    suffix,
    languageId: document.languageId,
    isInvoked: triggerKind === vscode.InlineCompletionTriggerKind.Invoke,
  };
}

/** Reads only what is asked for: the whole text of a document would be put together anew at each key. */
function sourceOf(document: vscode.TextDocument): TextSource {
  const lastLine = document.lineAt(document.lineCount - 1);
  return {
    length: document.offsetAt(lastLine.range.end),
    slice: (start, end) =>
      document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end))),
  };
}

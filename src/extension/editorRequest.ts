import * as vscode from "vscode";
import type { SuggestionPlace } from "../core/complete/suggestionPlace";
import { pathInWorkspace, textAround, type TextSource } from "./documentContext";
import type { EditorRequest } from "./session/request";
import type { DocumentPlace } from "./wantedPlaces";

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
  const end = document.offsetAt(replaced.end);
  const { prefix, suffix } = textAround(sourceOf(document), start, end);
  const editor = vscode.window.activeTextEditor;
  // A request says where the first cursor is. The others are the editor's, which is the active one where somebody types.
  const shown = editor?.document === document ? editor : undefined;
  const cursors = shown?.selections ?? [];
  return {
    ...placeOf(document),
    documentId: document.uri.toString(),
    prefix: prefix + (selected?.text ?? ""),
    suffix,
    ...indentationOf(shown),
    offset: end,
    line: position.line + 1,
    numCursors: Math.max(1, cursors.length),
    hasSelection: cursors.some(({ isEmpty }) => !isEmpty),
    ...(selected !== undefined && { numTypedOfItem: end - start }),
    isInvoked: triggerKind === vscode.InlineCompletionTriggerKind.Invoke,
  };
}

/** A document as the switches see it. */
export function placeOf({ uri, languageId }: vscode.TextDocument): DocumentPlace {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return { languageId, path: pathInWorkspace(uri.path, folder?.uri.path) };
}

/** Where the cursor is in a document, and what is around it. */
export function placeAt(document: vscode.TextDocument, position: vscode.Position): SuggestionPlace {
  const offset = document.offsetAt(position);
  return {
    documentId: document.uri.toString(),
    ...textAround(sourceOf(document), offset, offset),
  };
}

/** As VS Code has made it out: what an editor says of itself has no `auto` in it any more. */
function indentationOf(
  editor: vscode.TextEditor | undefined,
): Pick<EditorRequest, "tabSize" | "insertSpaces"> {
  const { tabSize, insertSpaces } = editor?.options ?? {};
  return {
    ...(typeof tabSize === "number" && { tabSize }),
    ...(typeof insertSpaces === "boolean" && { insertSpaces }),
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

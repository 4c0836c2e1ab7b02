import * as vscode from "vscode";

/** Not for people: VS Code runs it when a suggestion is taken. */
export const suggestionTakenId = "foretype.suggestionTaken";

/** @param onTaken given the document's id and what is learnt of the suggestion */
export function registerSuggestionTaken(
  onTaken: (documentId: string, text: string) => void,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    suggestionTakenId,
    (documentId: unknown, text: unknown) => {
      // Anything may run a command, with anything.
      if (typeof documentId === "string" && typeof text === "string") onTaken(documentId, text);
    },
  );
}

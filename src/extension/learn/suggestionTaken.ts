import * as vscode from "vscode";

/** Not for people: VS Code runs it when a suggestion is taken. */
export const suggestionTakenId = "foretype.suggestionTaken";

/** @param onTaken given what is learnt of the suggestion */
export function registerSuggestionTaken(onTaken: (text: string) => void): vscode.Disposable {
  return vscode.commands.registerCommand(suggestionTakenId, (text: unknown) => {
    // Anything may run a command, with anything.
    if (typeof text === "string") onTaken(text);
  });
}

import * as vscode from "vscode";
import { placeOf } from "../editorRequest";
import type { WantedPlaces } from "../wantedPlaces";
import type { DocumentFacts } from "./isLearnable";
import type { OpenText } from "./openText";

export function documentFacts(
  document: vscode.TextDocument,
  places: Pick<WantedPlaces, "isWantedIn">,
): DocumentFacts {
  const { uri } = document;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const hasFolders = (vscode.workspace.workspaceFolders ?? []).length > 0;
  return {
    scheme: uri.scheme,
    path: uri.path,
    isOfWorkspace: uri.scheme !== "file" || !hasFolders || folder !== undefined,
    isExcluded: () => isExcluded(document, folder),
    isWanted: places.isWantedIn(placeOf(document)),
  };
}

export function openTextOf(document: vscode.TextDocument): OpenText {
  return {
    id: document.uri.toString(),
    // The cells of a notebook differ in what follows the `#`.
    file: document.uri.with({ fragment: "" }).toString(),
    text: () => document.getText(),
  };
}

/** A pattern hides what it names and, if that is a folder, what is in it. One with a condition counts as if that were met. */
function isExcluded(
  document: vscode.TextDocument,
  folder: vscode.WorkspaceFolder | undefined,
): boolean {
  const patterns = vscode.workspace
    .getConfiguration("files", document.uri)
    .get<Readonly<Record<string, unknown>>>("exclude", {});
  return Object.entries(patterns)
    .filter(([, isOn]) => isOn !== false)
    .flatMap(([pattern]) => [pattern, `${pattern}/**`])
    .map((pattern) =>
      folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern),
    )
    .some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

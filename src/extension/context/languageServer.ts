import * as vscode from "vscode";
import { mayHoldSecrets } from "../learn/secretFiles";
import type { ContextDocuments } from "./contextDocuments";
import type { DefinitionPort, FoundDefinition } from "./definitionSearch";

/** Overloads and partial declarations: the first says enough. */
const mostTargets = 2;

const commands = {
  definition: "vscode.executeDefinitionProvider",
  type: "vscode.executeTypeDefinitionProvider",
} as const;

/** Asks the extensions that know a document's language. */
export class LanguageServer implements DefinitionPort {
  readonly #documents: ContextDocuments;

  constructor(documents: ContextDocuments) {
    this.#documents = documents;
  }

  async find(
    documentId: string,
    offset: number,
    what: keyof typeof commands,
  ): Promise<readonly FoundDefinition[]> {
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.toString() === documentId,
    );
    if (document === undefined) return [];
    const targets = await vscode.commands.executeCommand<
      readonly (vscode.Location | vscode.LocationLink)[] | undefined
    >(commands[what], document.uri, document.positionAt(offset));
    const found: FoundDefinition[] = [];
    for (const target of (targets ?? []).slice(0, mostTargets)) {
      const { uri, range } =
        "targetUri" in target ? { uri: target.targetUri, range: target.targetRange } : target;
      // Not even opened.
      if (mayHoldSecrets(uri.path)) continue;
      const defining = this.#documents.get(await vscode.workspace.openTextDocument(uri));
      if (defining === undefined) continue;
      found.push({ document: defining, first: range.start.line, last: range.end.line });
    }
    return found;
  }
}

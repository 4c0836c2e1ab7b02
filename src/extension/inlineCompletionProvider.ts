import * as vscode from "vscode";
import type { CompletionSession } from "./session/completionSession";
import type { EditorRequest } from "./session/request";
import { editorRequest } from "./editorRequest";
import { beforeClosers, insertionOf } from "./insertion";
import { acceptedText } from "./learn/acceptedText";
import { suggestionTakenId } from "./learn/suggestionTaken";

/**
 * Brings VS Code's requests to the session and its suggestions back. Nothing else reaches the user from a keystroke.
 *
 * VS Code shows the items of one answer together, the first of them at first, and steps through the others on request. It takes no
 * items later on, so a request by hand waits for all of its texts; the time budget holds for all of them together. When VS Code
 * steps to the next item of an answer to typing, it asks by hand first.
 */
export class InlineCompletionProvider implements vscode.InlineCompletionItemProvider {
  readonly #session: CompletionSession;

  constructor(session: CompletionSession) {
    this.#session = session;
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const withdrawal = withdrawalBy(token);
    try {
      const selected = context.selectedCompletionInfo;
      const request = editorRequest(document, position, context);
      const outcome = await this.#session.complete(request, withdrawal.signal);
      if (outcome.kind === "none" || token.isCancellationRequested) return [];
      const texts = [outcome.text, ...(outcome.alternatives ?? [])];
      return texts.flatMap((text) =>
        selected === undefined
          ? itemAt(position, text, request)
          : itemsExtending(selected, text, request),
      );
    } finally {
      withdrawal.dispose();
    }
  }
}

function itemAt(
  position: vscode.Position,
  completion: string,
  request: EditorRequest,
): vscode.InlineCompletionItem {
  const { text, numBefore, numAfter } = insertionOf(completion, request);
  const range = new vscode.Range(
    position.translate(0, -numBefore),
    position.translate(0, numAfter),
  );
  return new vscode.InlineCompletionItem(text, range, takenCommand(completion, request));
}

/** The range must be the selected item's own, or VS Code does not show it. */
function itemsExtending(
  selected: vscode.SelectedCompletionInfo,
  completion: string,
  request: EditorRequest,
): vscode.InlineCompletionItem[] {
  const extension = beforeClosers(completion, request);
  if (extension === "") return [];
  const text = selected.text + extension;
  return [new vscode.InlineCompletionItem(text, selected.range, takenCommand(extension, request))];
}

/** Run by VS Code when a suggestion is taken whole. One that is taken word by word is learnt with its document. */
function takenCommand(completion: string, request: EditorRequest): vscode.Command {
  return {
    command: suggestionTakenId,
    title: "Learn From Suggestion",
    arguments: [request.documentId, acceptedText(request, completion)],
  };
}

function withdrawalBy(token: vscode.CancellationToken): {
  readonly signal: AbortSignal;
  dispose(): void;
} {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const subscription = token.onCancellationRequested(() => {
    controller.abort();
  });
  return {
    signal: controller.signal,
    dispose: () => {
      subscription.dispose();
    },
  };
}

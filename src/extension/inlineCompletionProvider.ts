import * as vscode from "vscode";
import type { CompletionSession, EditorRequest } from "./completionSession";
import { pathInWorkspace, textAround, type TextSource } from "./documentContext";
import { beforeClosers, insertionOf } from "./insertion";

/** Brings VS Code's requests to the session and its suggestions back. Nothing else reaches the user from a keystroke. */
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
      const request = requestAt(document, position, context);
      const outcome = await this.#session.complete(request, withdrawal.signal);
      if (outcome.kind === "none" || token.isCancellationRequested) return [];
      return selected === undefined
        ? [itemAt(position, outcome.text, request)]
        : itemsExtending(selected, outcome.text, request);
    } finally {
      withdrawal.dispose();
    }
  }
}

/**
 * With an item selected in the suggest widget, the request is about the text as it will be with that item accepted. So what comes back
 * extends the item, never argues with it, and is known already should the user accept it.
 */
function requestAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  { selectedCompletionInfo: selected, triggerKind }: vscode.InlineCompletionContext,
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
  return new vscode.InlineCompletionItem(text, range);
}

/** The range must be the selected item's own, or VS Code does not show it. */
function itemsExtending(
  selected: vscode.SelectedCompletionInfo,
  completion: string,
  request: EditorRequest,
): vscode.InlineCompletionItem[] {
  const extension = beforeClosers(completion, request);
  if (extension === "") return [];
  return [new vscode.InlineCompletionItem(selected.text + extension, selected.range)];
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

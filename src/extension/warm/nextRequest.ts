import * as vscode from "vscode";
import type { ContextPiece } from "../../core/context/contextPiece";
import type { CompletionOptions, CompletionRequest } from "../../core/complete/request";
import { splitsCharacter } from "../documentContext";
import { editorRequest } from "../editorRequest";
import { completionOptions, type Settings } from "../settings";
import type { WantedPlaces } from "../wantedPlaces";
import { mayWarm } from "./mayWarm";

/** What a request would ask on its way. Without what it shows besides the document a prompt would be another one. */
export interface NextContext {
  readonly places: Pick<WantedPlaces, "eagernessAt">;
  readonly piecesFor: (documentId: string) => readonly ContextPiece[];
  readonly maxTokens: () => number;
}

/** What a key at the cursor would ask; `undefined` where nothing would be asked, or nothing may be prepared. */
export function nextRequest(
  settings: Settings,
  isOnBattery: () => boolean | undefined,
  context: NextContext,
): { readonly request: CompletionRequest; readonly options: CompletionOptions } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !settings.enabled) return undefined;
  if (!mayWarm(settings.warmPrompts, isOnBattery)) return undefined;
  const request = editorRequest(editor.document, editor.selection.active, {
    selectedCompletionInfo: undefined,
    triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
  });
  if (splitsCharacter(request)) return undefined;
  if (context.places.eagernessAt(request).wanted === "never") return undefined;
  const { documentId, path, prefix, suffix } = request;
  const pieces = context.piecesFor(documentId);
  return {
    request: {
      ...{ documentId, path, prefix, suffix, shape: "line" },
      ...(pieces.length > 0 && { context: pieces }),
    },
    options: { ...completionOptions(settings, 1), maxContextTokens: context.maxTokens() },
  };
}

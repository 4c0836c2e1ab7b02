import * as vscode from "vscode";
import type { Settings } from "../settings";
import type { WantedPlaces } from "../wantedPlaces";
import type { Baselines } from "./baselines";
import { documentFacts, openTextOf } from "./documentFacts";
import { isLearnable } from "./isLearnable";
import type { WorkspaceLearning } from "./workspaceLearning";

/** What is told of documents. */
export interface DocumentWatch {
  /** Looks at all documents that are open again, after a change of the settings. */
  refresh(): void;
  dispose(): void;
}

/** Tells what is learnt from and what is compared with how the editor's documents open, change and close. */
export function watchDocuments(parts: {
  readonly learning: WorkspaceLearning;
  readonly baselines: Baselines;
  readonly settings: () => Settings;
  readonly places: Pick<WantedPlaces, "isWantedIn">;
}): DocumentWatch {
  const { learning, baselines, settings, places } = parts;
  const isOn = (): boolean => settings().enabled && settings().learnFromWorkspace;
  const mayLearn = (document: vscode.TextDocument): boolean =>
    isOn() && isLearnable(documentFacts(document, places));
  const savedByHand = new WeakSet<vscode.TextDocument>();
  const shown = (editor: vscode.TextEditor | undefined): void => {
    if (editor === undefined) return;
    const document = openTextOf(editor.document);
    baselines.seen(document);
    if (mayLearn(editor.document)) learning.used(document);
  };
  const refresh = (): void => {
    if (!isOn()) learning.stop();
    for (const document of vscode.workspace.textDocuments) {
      if (mayLearn(document)) learning.opened(openTextOf(document));
      else learning.forget(document.uri.toString());
    }
    shown(vscode.window.activeTextEditor);
  };
  const subscription = vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("files.exclude")) refresh();
    }),
    vscode.window.onDidChangeActiveTextEditor(shown),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (mayLearn(document)) learning.opened(openTextOf(document));
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      const changed = openTextOf(document);
      baselines.changed(changed);
      // Who types need not wait for all the rules at each key.
      if (learning.knows(changed.id) || mayLearn(document)) learning.used(changed);
    }),
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      // One that saves by itself does so in the middle of a change.
      if (reason === vscode.TextDocumentSaveReason.Manual) savedByHand.add(document);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (savedByHand.delete(document)) baselines.saved(openTextOf(document));
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      baselines.closed(uri.toString());
      // A document that was never saved is gone for good.
      if (uri.scheme === "file") learning.closed(uri.toString());
      else learning.forget(uri.toString());
    }),
  );
  refresh();
  return {
    refresh,
    dispose: () => {
      subscription.dispose();
      learning.stop();
    },
  };
}

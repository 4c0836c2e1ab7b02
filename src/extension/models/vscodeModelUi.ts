import * as vscode from "vscode";
import { editorSay } from "../editorSay";
import type { ModelUi } from "./modelUi";

/** The editor's dialogs and notifications. */
export const vscodeModelUi: ModelUi = {
  say: editorSay,
  confirm: async (question, action) => {
    const [message = question, ...detail] = question.split("\n\n");
    const options = { modal: true, detail: detail.join("\n\n") };
    return (await vscode.window.showInformationMessage(message, options, action)) === action;
  },
  withProgress: async (title, work) =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const controller = new AbortController();
        const subscription = token.onCancellationRequested(() => {
          controller.abort();
        });
        let shown = 0;
        try {
          return await work((message, share) => {
            // The editor adds increments up, and a share may fall when another stage begins.
            const percent = 100 * (share ?? 0);
            const increment = Math.max(0, percent - shown);
            shown = Math.max(shown, percent);
            progress.report({ message, increment });
          }, controller.signal);
        } finally {
          subscription.dispose();
        }
      },
    ),
  tell: (sentence) => {
    void vscode.window.showInformationMessage(sentence);
  },
  warn: (sentence) => {
    void vscode.window.showWarningMessage(sentence);
  },
};

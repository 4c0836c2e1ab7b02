import * as vscode from "vscode";

const scheme = "foretype-details";

/** Shows a page of Markdown that is made when it is opened, as the editor previews such pages. */
export class DetailsPage implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #uri = vscode.Uri.from({ scheme, path: "Foretype.md" });

  /** @param text the page as it is now */
  constructor(text: () => string) {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: text,
    });
  }

  async show(): Promise<void> {
    this.#changed.fire(this.#uri);
    await vscode.commands.executeCommand("markdown.showPreview", this.#uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

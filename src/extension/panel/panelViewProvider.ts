import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { panelHtml, panelStrings } from "./panelHtml";
import type { PanelHost } from "./panelHost";

/** The id of the view in package.json. */
export const panelViewId = "foretype.panel";

/** Gives the editor the panel's page, and the panel's host the page. */
export class PanelViewProvider implements vscode.WebviewViewProvider {
  readonly #host: PanelHost;
  /** The folder with the page's script and style sheet; nothing else can be loaded. */
  readonly #folder: vscode.Uri;

  constructor(host: PanelHost, extensionUri: vscode.Uri) {
    this.#host = host;
    this.#folder = vscode.Uri.joinPath(extensionUri, "dist");
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [this.#folder] };
    const attached = this.#host.attach({
      get isVisible() {
        return view.visible;
      },
      post: (message) => {
        void webview.postMessage(message);
      },
    });
    webview.onDidReceiveMessage((message: unknown) => {
      this.#host.receive(message);
    });
    view.onDidChangeVisibility(() => {
      this.#host.visibilityChanged();
    });
    view.onDidDispose(() => {
      attached.dispose();
    });
    // Last, so that nothing the page says is missed.
    webview.html = this.#page(webview);
  }

  #page(webview: vscode.Webview): string {
    const uriOf = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#folder, file)).toString();
    return panelHtml({
      scriptUri: uriOf("panel.js"),
      styleUri: uriOf("panel.css"),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("hex"),
      language: vscode.env.language,
      strings: panelStrings((text) => vscode.l10n.t(text)),
    });
  }
}

import * as vscode from "vscode";
import type { PromptText } from "../core/complete/promptText";
import { promptPageText } from "./promptPageText";
import type { Say } from "./say";
import type { RequestRecord } from "./session/requestRecord";

const scheme = "foretype-prompt";

/** Shows the exact prompt of the last request that the model ran for, in a document that cannot be edited. It is read when it is shown. */
export class PromptPage implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #uri = vscode.Uri.from({ scheme, path: "Foretype.prompt" });
  #last: Pick<RequestRecord, "documentId" | "trail"> | undefined;

  /** @param parts `lastPrompt`: the prompt of the newest request of a document, if the engine has it still */
  constructor(parts: {
    readonly say: Say;
    readonly lastPrompt: (documentId: string) => Promise<PromptText | undefined>;
  }) {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: async () => {
        const last = this.#last;
        const prompt = last && (await parts.lastPrompt(last.documentId));
        const documentName = last?.trail.documentName ?? "";
        return promptPageText(prompt && { prompt, documentName }, parts.say);
      },
    });
  }

  /** Takes note of a request. */
  observe({ documentId, trail, isFromCache, outcome }: RequestRecord): void {
    if (!isFromCache && outcome.stats !== undefined) this.#last = { documentId, trail };
  }

  async show(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    this.#changed.fire(this.#uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

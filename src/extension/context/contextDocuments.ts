import * as vscode from "vscode";
import { placeOf } from "../editorRequest";
import { documentFacts, openTextOf } from "../learn/documentFacts";
import { isLearnable } from "../learn/isLearnable";
import type { WantedPlaces } from "../wantedPlaces";
import type { ContextDocument } from "./contextDocument";

/** What the user wants of context. */
export interface ContextRules {
  /** Whether anything is shown at all. */
  readonly isOn: boolean;
  /** Glob patterns of files of which nothing is shown. */
  readonly exclude: readonly string[];
}

/** What of VS Code's documents may be shown to the model in another document. */
export class ContextDocuments {
  readonly #places: Pick<WantedPlaces, "isWantedIn">;
  readonly #rules: () => ContextRules;
  /** The rules are not asked at each key. */
  #known = new WeakMap<vscode.TextDocument, { readonly allowed: ContextDocument | undefined }>();

  constructor(places: Pick<WantedPlaces, "isWantedIn">, rules: () => ContextRules) {
    this.#places = places;
    this.#rules = rules;
  }

  /** The document, if it may be shown: it is one that may be learnt from, and is not excluded. */
  get(document: vscode.TextDocument): ContextDocument | undefined {
    const known = this.#known.get(document);
    if (known !== undefined) return known.allowed;
    const allowed = this.#isAllowed(document) ? contextDocumentOf(document) : undefined;
    this.#known.set(document, { allowed });
    return allowed;
  }

  /** The settings have changed. */
  refresh(): void {
    this.#known = new WeakMap();
  }

  /** A document whose language is changed counts as opened. */
  opened(document: vscode.TextDocument): void {
    this.#known.delete(document);
  }

  #isAllowed(document: vscode.TextDocument): boolean {
    const { isOn, exclude } = this.#rules();
    return (
      isOn &&
      isLearnable(documentFacts(document, this.#places)) &&
      !exclude.some((pattern) => vscode.languages.match({ pattern }, document) > 0)
    );
  }
}

function contextDocumentOf(document: vscode.TextDocument): ContextDocument {
  return { ...openTextOf(document), path: placeOf(document).path };
}

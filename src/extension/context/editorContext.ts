import type * as vscode from "vscode";
import type { ShownContext } from "../session/requestMaker";
import type { WantedPlaces } from "../wantedPlaces";
import { ContextDocuments, type ContextRules } from "./contextDocuments";
import { ContextFeed, type ContextFeedParts } from "./contextFeed";
import { CopyWatch } from "./copyWatch";
import { DefinitionSearch } from "./definitionSearch";
import { LanguageServer } from "./languageServer";
import { watchContext } from "./watchContext";

export interface EditorContextParts extends ContextFeedParts {
  readonly places: Pick<WantedPlaces, "isWantedIn">;
  readonly rules: () => ContextRules;
}

/** What the model is shown besides the document at the cursor, from what the user does in the editor. */
export class EditorContext implements vscode.Disposable {
  readonly #documents: ContextDocuments;
  readonly #feed: ContextFeed;
  readonly #copies: CopyWatch;
  readonly #definitions: DefinitionSearch;
  readonly #watch: vscode.Disposable;

  constructor(parts: EditorContextParts) {
    const { timers, places, rules } = parts;
    const documents = new ContextDocuments(places, rules);
    const feed = new ContextFeed(parts);
    const copies = new CopyWatch((document, text) => {
      feed.copied(document, text);
    });
    const definitions = new DefinitionSearch({
      ...{ timers, port: new LanguageServer(documents) },
      mostUnits: () => feed.mostDefinitionUnits,
      onFound: (document, text) => {
        feed.defined(document, text);
      },
    });
    this.#documents = documents;
    this.#feed = feed;
    this.#copies = copies;
    this.#definitions = definitions;
    const onRules = (): void => {
      this.refresh();
    };
    this.#watch = watchContext({ documents, feed, copies, definitions, onRules });
  }

  /** What a request for a document is to show. */
  contextFor(documentId: string): ShownContext {
    return this.#feed.contextFor(documentId);
  }

  /** A request is made now: as long as they come, what is shown does not change. */
  asked(): void {
    this.#feed.asked();
  }

  /** The settings have changed: what was seen so far may be what is not to be shown any more, so all of it is forgotten. */
  refresh(): void {
    this.#documents.refresh();
    this.#definitions.stop();
    this.#feed.stop();
    this.#copies.clear();
  }

  dispose(): void {
    this.#watch.dispose();
    this.refresh();
  }
}

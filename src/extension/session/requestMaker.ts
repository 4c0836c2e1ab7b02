import type { ContextPiece } from "../../core/context/contextPiece";
import type { CompletionRequest } from "../../core/complete/request";
import { PlaceReader } from "../../core/shape/placeReader";
import { chooseShape } from "../completionShape";
import type { Settings } from "../settings";
import type { EditorRequest, RequestTrigger } from "./request";
import { ShownTexts } from "./shownTexts";

/** What the model is shown besides the document, and a number that names it: what was suggested under another one is not known. */
export interface ShownContext {
  readonly pieces: readonly ContextPiece[];
  readonly version: number;
}

export interface RequestMakerParts {
  readonly settings: () => Settings;
  /** What the model is shown besides the document. Left out for nothing. */
  readonly contextAt?: (request: EditorRequest) => ShownContext;
}

/** What is asked for at a place. */
export interface Asked {
  readonly completion: CompletionRequest;
  /** See `SuggestionOrigin`. */
  readonly context: number;
}

/** Makes of what the editor asks what the engine is asked: in which shape, with what else in sight, and else than what. */
export class RequestMaker {
  readonly #parts: RequestMakerParts;
  readonly #shown = new ShownTexts();
  readonly #reader = new PlaceReader();

  constructor(parts: RequestMakerParts) {
    this.#parts = parts;
  }

  make(request: EditorRequest, trigger: RequestTrigger, isAfterAccept: boolean): Asked {
    const shown = this.#shown.at(request);
    if (trigger !== "somethingElse" || shown.length === 0) {
      return this.#asked(request, request.isInvoked || isAfterAccept);
    }
    // Something else of the same kind: a block with the line that is shown as its first is not it.
    const isBlockShown = shown.some((text) => text.includes("\n"));
    const { completion, context } = this.#asked(request, isBlockShown);
    return { completion: { ...completion, shown }, context };
  }

  /** What typing would ask once the suggestion before this place has been accepted. */
  makeAhead(request: EditorRequest): Asked {
    return this.#asked(request, true);
  }

  /** Takes note of what was suggested at the place of the latest request. */
  suggested(request: EditorRequest, texts: readonly string[]): void {
    this.#shown.add(request, texts);
  }

  #asked(request: EditorRequest, wantsMore: boolean): Asked {
    const { settings, contextAt } = this.#parts;
    const { documentId, path, prefix, suffix, tabSize, insertSpaces } = request;
    const { pieces, version } = contextAt?.(request) ?? { pieces: [], version: 0 };
    const completion = {
      ...{ documentId, path, prefix, suffix },
      shape: chooseShape(settings().shape, request, wantsMore, this.#reader),
      ...(tabSize !== undefined && { tabSize }),
      ...(insertSpaces !== undefined && { insertSpaces }),
      ...(pieces.length > 0 && { context: pieces }),
    };
    return { completion, context: version };
  }
}

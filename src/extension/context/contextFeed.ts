import { ChunkRing } from "../../core/context/chunkRing";
import type { ContextPiece } from "../../core/context/contextPiece";
import { chunkAround } from "../../core/context/cutChunk";
import { RecentlyUsed } from "../../core/recentlyUsed";
import type { Subscription } from "../../protocol/channel";
import { learnableText } from "../learn/learnableText";
import { holdsPrivateKey } from "../learn/secretFiles";
import type { ShownContext } from "../session/requestMaker";
import type { Timers } from "../timers";
import type { ContextDocument } from "./contextDocument";

/** A cursor that comes further has left a place, which was visited. */
export const visitLines = 32;

/** Who has asked for nothing for so long reads or thinks: then the model has time to read. */
export const restMs = 3_000;

/** Between two chunks, each of which the model reads. */
export const nextMs = 1_000;

const mostLines = 32;

/** Characters of a token of code are more on the whole, so what is kept for so many tokens fits. */
const unitsPerToken = 3;

/** What definitions have of the room; the rest is for places that were visited, and text that was copied. */
const definitionShare = 0.375;

/** No piece is a larger share of what there is room for. */
const pieceShare = 1 / 3;

/** Contexts that are known again when they come back, as with the documents that the user goes to and fro between. */
const mostVersions = 16;

export interface ContextFeedParts {
  readonly timers: Timers;
  /** Most tokens of context that the model is shown; 0 for none. */
  readonly maxTokens: () => number;
  /** Something else would be shown now, and may be fed. */
  readonly onChange: () => void;
}

/** A place in a document, which may have been edited since. */
interface Place {
  readonly document: ContextDocument;
  /** Counts from 0. */
  readonly line: number;
}

/**
 * What the model is shown besides the document at the cursor: the places that the user has just visited or edited elsewhere, what was
 * copied or cut, and what the names near the cursor mean. It is held in memory only.
 *
 * Places are noted while the user works and read when they are left. New chunks are taken into the prompts one at a time while the user
 * rests, see `ChunkRing`: in between, prompts begin as they did before.
 */
export class ContextFeed {
  readonly #parts: ContextFeedParts;
  readonly #places: ChunkRing;
  readonly #definitions: ChunkRing;
  #visited: Place | undefined;
  #edited: Place | undefined;
  #rest: Subscription | undefined;
  /** Numbers by the pieces that they name. */
  readonly #versions = new RecentlyUsed<number>(mostVersions);
  #numVersions = 0;
  #askedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: ContextFeedParts) {
    this.#parts = parts;
    this.#places = new ChunkRing(() => this.#roomOf(1 - definitionShare));
    this.#definitions = new ChunkRing(() => this.#roomOf(definitionShare));
  }

  /** The cursor is there now. Far from where it was, or in another document, it has left a place behind. */
  moved(document: ContextDocument, line: number): void {
    const from = this.#visited;
    if (from !== undefined && from.document.id !== document.id) this.left();
    else if (from !== undefined && isFar(from, { document, line })) this.#take(from);
    else if (from !== undefined) return;
    this.#visited = { document, line };
  }

  /** The document is left for another one. The latest change in it is likely to be what is gone on with there. */
  left(): void {
    const visited = this.#visited;
    const edited = this.#edited;
    this.#visited = undefined;
    if (visited !== undefined && (edited === undefined || isFar(visited, edited))) {
      this.#take(visited);
    }
    this.#takeEdited();
    // Other names stand in the other one, and behind them all else is read anew anyway.
    this.#definitions.clear();
  }

  edited(document: ContextDocument, line: number): void {
    const place = { document, line };
    if (this.#edited !== undefined && isFar(this.#edited, place)) this.#takeEdited();
    this.#edited = place;
  }

  /** What was changed last is as it should be. */
  saved(document: ContextDocument): void {
    if (this.#edited?.document.id === document.id) this.#takeEdited();
  }

  /** A text of a document was copied or cut. */
  copied(document: ContextDocument, text: string): void {
    const size = { mostLines, mostUnits: this.#roomOf(1 - definitionShare) * pieceShare };
    this.#add(this.#places, "copied", document, chunkAround(text, 0, size));
  }

  /** What a name near the cursor means, see `DefinitionSearch`. */
  defined(document: ContextDocument, text: string): void {
    this.#add(this.#definitions, "definition", document, text);
  }

  /** UTF-16 units that a definition may have; 0 where none is wanted. */
  get mostDefinitionUnits(): number {
    return Math.floor(this.#roomOf(definitionShare) * pieceShare);
  }

  /** A request was made: the model has no time now. */
  asked(): void {
    this.#askedMs = this.#parts.timers.now();
  }

  /** What a request for a document is to show, the most lasting first. Its own places are in its prompt already. */
  contextFor(documentId: string): ShownContext {
    const places = this.#places.chunks.filter(
      ({ kind, source }) => kind !== "recent" || source !== documentId,
    );
    const chunks = this.#parts.maxTokens() === 0 ? [] : [...places, ...this.#definitions.chunks];
    const pieces = chunks.map(({ kind, path, text }) => ({ kind, path, text }));
    const name = pieces.map(({ path, text }) => `${path}\n${text}`).join("\n");
    return { pieces, version: this.#versions.get(name, () => ++this.#numVersions) };
  }

  /** A document is gone for good, or may not be shown any more. */
  forget(documentId: string): void {
    for (const ring of [this.#places, this.#definitions]) ring.forget(documentId);
    if (this.#visited?.document.id === documentId) this.#visited = undefined;
    if (this.#edited?.document.id === documentId) this.#edited = undefined;
  }

  /** Nothing is to be shown any more. */
  stop(): void {
    this.#rest?.dispose();
    this.#rest = undefined;
    this.#visited = undefined;
    this.#edited = undefined;
    for (const ring of [this.#places, this.#definitions]) ring.clear();
  }

  #takeEdited(): void {
    const edited = this.#edited;
    this.#edited = undefined;
    if (edited !== undefined) this.#take(edited);
  }

  #take({ document, line }: Place): void {
    const mostUnits = this.#roomOf(1 - definitionShare) * pieceShare;
    if (mostUnits === 0) return;
    const text = document.text().replaceAll("\r\n", "\n");
    this.#add(this.#places, "recent", document, chunkAround(text, line, { mostLines, mostUnits }));
  }

  #add(
    ring: ChunkRing,
    kind: ContextPiece["kind"],
    document: ContextDocument,
    chunk: string,
  ): void {
    const text = learnableText(chunk);
    if (text === undefined || this.#parts.maxTokens() === 0) return;
    // Of a key, a part without its heading cannot be told from other text.
    if (holdsPrivateKey(document.text())) return;
    const { id: source, path } = document;
    ring.add({ kind, source, path, text });
    this.#rest ??= this.#parts.timers.after(nextMs, () => {
      this.#promote();
    });
  }

  /** Definitions first, which are about the place where the user is. */
  #promote(): void {
    const { timers, onChange } = this.#parts;
    this.#rest = undefined;
    const idleMs = timers.now() - this.#askedMs;
    if (idleMs >= restMs && (this.#definitions.promote() || this.#places.promote())) onChange();
    if (!this.#definitions.hasWaiting && !this.#places.hasWaiting) return;
    this.#rest = timers.after(Math.max(nextMs, restMs - idleMs), () => {
      this.#promote();
    });
  }

  #roomOf(share: number): number {
    return Math.floor(this.#parts.maxTokens() * unitsPerToken * share);
  }
}

function isFar(from: Place, to: Place): boolean {
  return from.document.id !== to.document.id || Math.abs(from.line - to.line) > visitLines;
}

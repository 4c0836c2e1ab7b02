import type { Subscription } from "../../protocol/channel";
import type { EngineClient } from "../engineClient";
import type { Timers } from "../timers";
import { learnableText } from "./learnableText";
import type { OpenText } from "./openText";

/** Nothing is told while the user types, or goes through documents. */
const restMs = 1_500;

/** Between two documents, so that reading their texts holds up nothing. */
const nextMs = 50;

/** Documents that the engine knows at one time. */
const maxDocuments = 24;

/** Of them cells of one notebook. */
const maxOfFile = 8;

/** Suggestions that another model is told again. */
const maxAccepted = 200;

interface Known {
  readonly document: OpenText;
  /** Whether the engine knows it, perhaps as it was before. */
  wasTold: boolean;
  /** Whether it is to be told. */
  isNews: boolean;
}

/**
 * Tells the engine what drafts may be made from: the documents that are open or were lately, and the suggestions that were taken. It is
 * held in memory only, here and in the engine.
 *
 * Documents are told of in the order in which they were used, and again whenever they are used: the engine, too, prefers what it was
 * told last, and forgets first what it was told longest ago.
 */
export class WorkspaceLearning {
  readonly #engine: Pick<EngineClient, "learn">;
  readonly #timers: Timers;
  /** In order of use, the latest last. */
  readonly #known = new Map<string, Known>();
  /** Closed, but known to the engine still. */
  readonly #closed = new Set<string>();
  #accepted: readonly string[] = [];
  #rest: Subscription | undefined;

  constructor(parts: { readonly engine: Pick<EngineClient, "learn">; readonly timers: Timers }) {
    this.#engine = parts.engine;
    this.#timers = parts.timers;
  }

  /** A document is there, perhaps without ever being shown: learnt where there is room. */
  opened(document: OpenText): void {
    if (this.#closed.has(document.id)) this.used(document);
    if (this.#known.has(document.id) || this.#known.size >= maxDocuments) return;
    if (this.#ofFile(document.file).length >= maxOfFile) return;
    // Before all others, for it is the first to go.
    const others = [...this.#known];
    this.#known.clear();
    this.#known.set(document.id, { document, wasTold: false, isNews: true });
    for (const [id, known] of others) this.#known.set(id, known);
    this.#closed.delete(document.id);
    this.#tellAfter(restMs);
  }

  /** Whether a document is one of those that are learnt from. */
  knows(id: string): boolean {
    return this.#known.has(id);
  }

  /** It is shown, or was changed. */
  used(document: OpenText): void {
    const wasTold = this.#known.get(document.id)?.wasTold ?? false;
    this.#known.delete(document.id);
    this.#known.set(document.id, { document, wasTold, isNews: true });
    this.#closed.delete(document.id);
    const [oldestOfFile, ...others] = this.#ofFile(document.file);
    if (oldestOfFile !== undefined && others.length >= maxOfFile) this.forget(oldestOfFile);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > maxDocuments) this.forget(oldest);
    this.#tellAfter(restMs);
  }

  /** It is not open any more. What the engine knows of it stays until there is no room. */
  closed(id: string): void {
    const known = this.#known.get(id);
    if (known === undefined) return;
    if (!known.wasTold) this.forget(id);
    else this.#closed.add(id);
  }

  /** It is to be learnt from no more. */
  forget(id: string): void {
    const known = this.#known.get(id);
    this.#known.delete(id);
    this.#closed.delete(id);
    if (known?.wasTold === true) this.#engine.learn({ kind: "forget", name: id });
  }

  /** A suggestion was taken, see `acceptedText`. Of no interest in a document that is not learnt from. */
  accepted(id: string, text: string): void {
    if (!this.#known.has(id)) return;
    this.#accepted = [...this.#accepted, text].slice(-maxAccepted);
    this.#engine.learn({ kind: "accepted", text });
  }

  /** A model was opened, which knows nothing yet. */
  startOver(): void {
    for (const id of this.#closed) this.#known.delete(id);
    this.#closed.clear();
    for (const known of this.#known.values()) {
      known.wasTold = false;
      known.isNews = true;
    }
    for (const text of this.#accepted) this.#engine.learn({ kind: "accepted", text });
    this.#tellAfter(nextMs);
  }

  /** Nothing is to be learnt any more. The suggestions that the engine knows go with its model. */
  stop(): void {
    for (const id of [...this.#known.keys()]) this.forget(id);
    this.#accepted = [];
    this.#rest?.dispose();
    this.#rest = undefined;
  }

  #ofFile(file: string): readonly string[] {
    return [...this.#known.values()]
      .filter(({ document }) => document.file === file)
      .map(({ document }) => document.id);
  }

  #tellAfter(delayMs: number): void {
    this.#rest?.dispose();
    this.#rest = this.#timers.after(delayMs, () => {
      this.#rest = undefined;
      this.#tellNext();
    });
  }

  /** Tells of the document used longest ago that there is news of, and then of the next. */
  #tellNext(): void {
    const next = [...this.#known.values()].find(
      ({ document, isNews }) => isNews && !this.#closed.has(document.id),
    );
    if (next === undefined) return;
    const { document } = next;
    const text = learnableText(document.text());
    if (text !== undefined) this.#engine.learn({ kind: "text", name: document.id, text });
    else if (next.wasTold) this.#engine.learn({ kind: "forget", name: document.id });
    next.wasTold = text !== undefined;
    next.isNews = false;
    this.#tellAfter(nextMs);
  }
}

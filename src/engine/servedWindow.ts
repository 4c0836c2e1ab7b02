import type { NoSuggestion, Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import type { CancellationToken } from "../protocol/cancellationSource";
import type { CompleteParams } from "../protocol/engineApi";
import type { Feedings } from "./feedings";
import type { ModelShelf } from "./modelShelf";
import type { OpenEngine } from "./openEngine";
import { whenTurn } from "./requestTurn";
import type { Ticket } from "./ticket";
import type { TurnQueue } from "./turnQueue";

/** What the windows share. */
export interface ServedWindowParts {
  readonly queue: TurnQueue;
  readonly shelf: ModelShelf<ServedWindow>;
  readonly feedings: Feedings<ServedWindow>;
  /** Whether the user is in this window. */
  readonly isFocused: (window: ServedWindow) => boolean;
}

/** The requests of one window: the newest of a document withdraws the older one. */
export class ServedWindow {
  readonly #parts: ServedWindowParts;
  readonly #newest = new Map<string, Ticket>();

  constructor(parts: ServedWindowParts) {
    this.#parts = parts;
  }

  complete({ request, options }: CompleteParams, token: CancellationToken): Promise<Outcome> {
    const { queue, feedings } = this.#parts;
    const { documentId } = request;
    feedings.withdraw();
    this.#newest.get(documentId)?.withdraw("superseded");
    return whenTurn<Outcome>(queue, token, {
      isFavoured: this.#isFocused,
      begin: (ticket) => this.#newest.set(documentId, ticket),
      withdrawn: none,
      run: async (ticket) => {
        const engine = await this.#wake();
        if (engine === undefined) {
          return { kind: "none", reason: "modelMissing", detail: "No model is open." };
        }
        const outcome = await engine.complete(request, options, ticket);
        this.#parts.shelf.used(this);
        // The completer only knows that it was stopped; why is known here.
        return outcome.kind === "none" && outcome.reason === "cancelled"
          ? { ...outcome, reason: ticket.withdrawal ?? "cancelled" }
          : outcome;
      },
      end: (ticket) => {
        if (this.#newest.get(documentId) === ticket) this.#newest.delete(documentId);
      },
    });
  }

  /** Feeds a prompt in place of the one before, but not in place of one in the window that the user is in. A model that rests goes on. */
  warm({ request, options }: CompleteParams, token: CancellationToken): Promise<Warmth> {
    const { queue, shelf, feedings, isFocused } = this.#parts;
    feedings.withdraw((window) => window === this || !isFocused(window));
    return whenTurn<Warmth>(queue, token, {
      isFavoured: this.#isFocused,
      begin: (ticket) => {
        feedings.begin(ticket, this);
      },
      withdrawn: () => nothingFed,
      run: async (ticket) => {
        const engine = shelf.modelOf(this)?.engine;
        if (engine === undefined) return nothingFed;
        shelf.used(this);
        return engine.warm(request, options, ticket);
      },
      end: (ticket) => {
        feedings.end(ticket);
      },
    });
  }

  /** The window has gone, and with it what it asked for. */
  leave(): void {
    for (const ticket of [...this.#newest.values()]) ticket.withdraw("cancelled");
    this.#parts.feedings.withdraw((window) => window === this);
  }

  readonly #isFocused = (): boolean => this.#parts.isFocused(this);

  async #wake(): Promise<OpenEngine | undefined> {
    const { shelf } = this.#parts;
    const engine = await shelf.modelOf(this)?.load();
    // It is not to go while the request runs.
    shelf.used(this);
    return engine;
  }
}

const nothingFed: Warmth = { numTokens: 0, isComplete: false };

function none(reason: NoSuggestion["reason"]): NoSuggestion {
  return { kind: "none", reason };
}

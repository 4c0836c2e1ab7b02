import type { NoSuggestion, Outcome } from "../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import { ForetypeError } from "../core/errors";
import type { Cancellation, Clock } from "../core/ports";
import type { CancellationToken } from "../protocol/cancellationSource";
import {
  protocolVersion,
  type CompleteParams,
  type EngineRequests,
  type ModelParams,
  type OpenParams,
  type OpenResult,
} from "../protocol/engineApi";
import { parseCompleteParams, parseOpenParams } from "../protocol/engineParsers";
import type { Handlers } from "../protocol/rpcTypes";
import { SerialQueue } from "./serialQueue";
import { Ticket } from "./ticket";

/** A model with the engine over it. */
export interface OpenEngine {
  readonly facts: Omit<OpenResult, "loadMs">;
  complete(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Outcome>;
  /** Frees its memory. */
  close(): Promise<void>;
}

/**
 * Decides which request runs when. One at a time and in order, because there is one cache; but the newest request of a document
 * withdraws the older one, and a request that is withdrawn while it waits settles at once and never runs.
 */
export class EngineServer {
  /** What the RPC answers with. */
  readonly handlers: Handlers<EngineRequests> = {
    open: { parse: parseOpenParams, handle: (params) => this.#open(params) },
    complete: {
      parse: parseCompleteParams,
      handle: (params, cancellation) => this.#complete(params, cancellation),
    },
  };
  readonly #openEngine: (model: ModelParams) => Promise<OpenEngine>;
  readonly #clock: Clock;
  readonly #queue = new SerialQueue();
  readonly #newest = new Map<string, Ticket>();
  #engine: OpenEngine | undefined;

  constructor(parts: {
    readonly openEngine: (model: ModelParams) => Promise<OpenEngine>;
    readonly clock: Clock;
  }) {
    this.#openEngine = parts.openEngine;
    this.#clock = parts.clock;
  }

  async #open({ protocolVersion: version, ...model }: OpenParams): Promise<OpenResult> {
    const begin = this.#clock.now();
    if (version !== protocolVersion) {
      throw new ForetypeError(
        "engine/protocol",
        `The extension speaks protocol ${String(version)}, the engine ${String(protocolVersion)}. Reload the window.`,
      );
    }
    return this.#queue.run(async () => {
      // The old model goes first: two at once may not fit into memory.
      const old = this.#engine;
      this.#engine = undefined;
      await old?.close();
      this.#engine = await this.#openEngine(model);
      return { ...this.#engine.facts, loadMs: this.#clock.now() - begin };
    });
  }

  #complete({ request, options }: CompleteParams, token: CancellationToken): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      let isRunning = false;
      const ticket = new Ticket((why) => {
        if (!isRunning) resolve(none(why));
      });
      const { documentId } = request;
      this.#newest.get(documentId)?.withdraw("superseded");
      this.#newest.set(documentId, ticket);
      const subscription = token.onCancelled(() => {
        ticket.withdraw("cancelled");
      });
      const job = async (): Promise<void> => {
        if (ticket.isCancelled) return;
        isRunning = true;
        resolve(await this.#run(request, options, ticket));
      };
      this.#queue
        .run(job)
        .catch(reject)
        .finally(() => {
          subscription.dispose();
          if (this.#newest.get(documentId) === ticket) this.#newest.delete(documentId);
        });
    });
  }

  async #run(
    request: CompletionRequest,
    options: CompletionOptions,
    ticket: Ticket,
  ): Promise<Outcome> {
    if (this.#engine === undefined) {
      return { kind: "none", reason: "modelMissing", detail: "No model is open." };
    }
    const outcome = await this.#engine.complete(request, options, ticket);
    // The completer only knows that it was stopped; why is known here.
    return outcome.kind === "none" && outcome.reason === "cancelled"
      ? { ...outcome, reason: ticket.withdrawal ?? "cancelled" }
      : outcome;
  }
}

function none(reason: NoSuggestion["reason"]): NoSuggestion {
  return { kind: "none", reason };
}

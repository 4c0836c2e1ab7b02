import { setImmediate } from "node:timers/promises";
import type { Lesson } from "../core/complete/lesson";
import type { NoSuggestion, Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Clock } from "../core/ports";
import type { CancellationToken } from "../protocol/cancellationSource";
import type {
  CompleteParams,
  EngineRequests,
  ModelParams,
  OpeningProgress,
} from "../protocol/engineApi";
import { parseCompleteParams, parseLesson } from "../protocol/engineParsers";
import { parseDescribeParams, parseOpenParams } from "../protocol/modelParsers";
import type { Handlers } from "../protocol/rpcTypes";
import { ModelSlot, type PrepareEngine } from "./modelSlot";
import { SerialQueue } from "./serialQueue";
import { Ticket, type Withdrawal } from "./ticket";

export interface EngineServerParts {
  readonly prepareEngine: PrepareEngine;
  readonly describe: (model: ModelParams) => Promise<ModelDescription>;
  readonly onOpening: (progress: OpeningProgress) => void;
  readonly clock: Clock;
}

/**
 * Decides which request runs when. One at a time and in order, because there is one cache; but the newest request of a document
 * withdraws the older one, and a request that is withdrawn while it waits settles at once and never runs. Prompts are fed only
 * while nothing else waits: every request withdraws what is being fed. What is to be learnt is studied in between, some milliseconds at
 * a time.
 */
export class EngineServer {
  /** What the RPC answers with. */
  readonly handlers: Handlers<EngineRequests>;
  readonly #queue = new SerialQueue();
  readonly #newest = new Map<string, Ticket>();
  readonly #model: ModelSlot;
  /** The prompt that is fed, or waits to be. */
  #feeding: Ticket | undefined;
  #isStudying = false;
  #hasMoreToStudy = false;

  constructor(parts: EngineServerParts) {
    this.#model = new ModelSlot({
      ...parts,
      inTurn: (job) => {
        this.#feeding?.withdraw("superseded");
        return this.#queue.run(job);
      },
    });
    this.handlers = {
      describe: { parse: parseDescribeParams, handle: (model) => parts.describe(model) },
      open: {
        parse: parseOpenParams,
        handle: (params, cancellation) => this.#model.open(params, cancellation),
      },
      complete: {
        parse: parseCompleteParams,
        handle: (params, cancellation) => this.#complete(params, cancellation),
      },
      warm: {
        parse: parseCompleteParams,
        handle: (params, cancellation) => this.#warm(params, cancellation),
      },
      learn: {
        parse: parseLesson,
        handle: (lesson) => {
          this.#learn(lesson);
          return Promise.resolve(null);
        },
      },
    };
  }

  #complete(params: CompleteParams, token: CancellationToken): Promise<Outcome> {
    const { documentId } = params.request;
    this.#feeding?.withdraw("superseded");
    this.#newest.get(documentId)?.withdraw("superseded");
    return this.#whenTurn<Outcome>(token, {
      begin: (ticket) => this.#newest.set(documentId, ticket),
      withdrawn: (why) => none(why),
      run: (ticket) => this.#run(params, ticket),
      end: (ticket) => {
        if (this.#newest.get(documentId) === ticket) this.#newest.delete(documentId);
      },
    });
  }

  #warm({ request, options }: CompleteParams, token: CancellationToken): Promise<Warmth> {
    this.#feeding?.withdraw("superseded");
    return this.#whenTurn<Warmth>(token, {
      begin: (ticket) => (this.#feeding = ticket),
      withdrawn: () => nothingFed,
      run: async (ticket) =>
        (await this.#model.engine?.warm(request, options, ticket)) ?? nothingFed,
      end: (ticket) => {
        if (this.#feeding === ticket) this.#feeding = undefined;
      },
    });
  }

  #learn(lesson: Lesson): void {
    this.#model.engine?.learn(lesson);
    this.#hasMoreToStudy = true;
    if (!this.#isStudying) void this.#studyAll();
  }

  async #studyAll(): Promise<void> {
    this.#isStudying = true;
    while (this.#hasMoreToStudy) {
      // A turn of the event loop, in which requests come in and take their places in the queue.
      await setImmediate();
      await this.#queue.run(() => {
        this.#hasMoreToStudy = this.#model.engine?.study() ?? false;
        return Promise.resolve();
      });
    }
    this.#isStudying = false;
  }

  /** Runs a job when its turn comes. Withdrawn before, it settles at once; withdrawn later, it is the job that has to end. */
  #whenTurn<Result>(
    token: CancellationToken,
    job: {
      begin(ticket: Ticket): unknown;
      withdrawn(why: Withdrawal): Result;
      run(ticket: Ticket): Promise<Result>;
      end(ticket: Ticket): void;
    },
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      let isRunning = false;
      const ticket = new Ticket((why) => {
        if (!isRunning) resolve(job.withdrawn(why));
      });
      job.begin(ticket);
      const subscription = token.onCancelled(() => {
        ticket.withdraw("cancelled");
      });
      this.#queue
        .run(async () => {
          if (ticket.isCancelled) return;
          isRunning = true;
          resolve(await job.run(ticket));
        })
        .catch(reject)
        .finally(() => {
          subscription.dispose();
          job.end(ticket);
        });
    });
  }

  async #run({ request, options }: CompleteParams, ticket: Ticket): Promise<Outcome> {
    const { engine } = this.#model;
    if (engine === undefined) {
      return { kind: "none", reason: "modelMissing", detail: "No model is open." };
    }
    const outcome = await engine.complete(request, options, ticket);
    // The completer only knows that it was stopped; why is known here.
    return outcome.kind === "none" && outcome.reason === "cancelled"
      ? { ...outcome, reason: ticket.withdrawal ?? "cancelled" }
      : outcome;
  }
}

const nothingFed: Warmth = { numTokens: 0, isComplete: false };

function none(reason: NoSuggestion["reason"]): NoSuggestion {
  return { kind: "none", reason };
}

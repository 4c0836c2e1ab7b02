import { ForetypeError, messageOf } from "../core/errors";
import type { Channel, Subscription } from "./channel";
import { readMessage, type Message } from "./messages";
import type { EventSinks, RefusalListener, RequestTable, ResultParsers } from "./rpcTypes";

/** A request on its way. */
export interface Call<Result> {
  /** Settles exactly once; rejects with a `ForetypeError`. */
  readonly result: Promise<Result>;
  /** Tells the other side that the result is no longer needed. `result` still settles, with what the other side says. */
  cancel(): void;
}

interface Pending {
  accept(result: unknown): void;
  refuse(error: ForetypeError): void;
}

/**
 * The asking end of an RPC. Each call settles exactly once, whatever the channel loses, repeats or reorders, because a
 * call is forgotten at its first reply and `close` refuses those that are left.
 */
export class RpcClient<Requests extends RequestTable<Requests>, Events> {
  readonly #channel: Channel;
  readonly #results: ResultParsers<Requests>;
  readonly #events = new Map<string, (payload: unknown) => void>();
  readonly #onRefused: RefusalListener;
  readonly #subscription: Subscription;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #closedBy: ForetypeError | undefined;

  constructor(
    channel: Channel,
    parts: {
      readonly results: ResultParsers<Requests>;
      readonly events: EventSinks<Events>;
      readonly onRefused: RefusalListener;
    },
  ) {
    this.#channel = channel;
    this.#results = parts.results;
    this.#onRefused = parts.onRefused;
    for (const name in parts.events) {
      const sink = parts.events[name];
      this.#events.set(name, (payload) => {
        sink.handle(sink.parse(payload));
      });
    }
    this.#subscription = channel.onMessage((value) => {
      this.#receive(value);
    });
  }

  /** Sends a request. Never throws: what fails at once rejects the call's result. */
  call<Method extends keyof Requests & string>(
    method: Method,
    params: Requests[Method]["params"],
  ): Call<Requests[Method]["result"]> {
    const id = ++this.#lastId;
    const result = new Promise<Requests[Method]["result"]>((resolve, reject) => {
      if (this.#closedBy !== undefined) {
        reject(this.#closedBy);
        return;
      }
      const parse = this.#results[method];
      const pending: Pending = {
        accept: (value) => {
          try {
            resolve(parse(value));
          } catch (error) {
            reject(asForetypeError(error));
          }
        },
        refuse: reject,
      };
      this.#pending.set(id, pending);
      try {
        this.#channel.post({ kind: "request", id, method, params } satisfies Message);
      } catch (cause) {
        this.#pending.delete(id);
        reject(
          new ForetypeError("engine/protocol", `A request could not be sent: ${messageOf(cause)}`, {
            cause,
          }),
        );
      }
    });
    return {
      result,
      cancel: () => {
        if (this.#pending.has(id)) this.#postCancel(id);
      },
    };
  }

  /** Ends the conversation: every call that is pending, and every later one, rejects with `error`. */
  close(error: ForetypeError): void {
    if (this.#closedBy !== undefined) return;
    this.#closedBy = error;
    this.#subscription.dispose();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending) call.refuse(error);
  }

  #postCancel(id: number): void {
    try {
      this.#channel.post({ kind: "cancel", id } satisfies Message);
    } catch (error) {
      // The request is answered or refused all the same, so a cancel that is lost costs only time.
      this.#onRefused(`A cancel could not be sent: ${messageOf(error)}`);
    }
  }

  #receive(value: unknown): void {
    const message = readMessage(value);
    switch (message?.kind) {
      case "result":
        this.#take(message.id)?.accept(message.result);
        return;
      case "error":
        this.#take(message.id)?.refuse(
          new ForetypeError(message.error.code, message.error.message),
        );
        return;
      case "event":
        this.#deliver(message.name, message.payload);
        return;
      case "request":
      case "cancel":
        this.#onRefused(`A ${message.kind} came to the side that asks.`);
        return;
      case undefined:
        this.#onRefused("A message was malformed.");
        return;
      default:
        message satisfies undefined;
    }
  }

  /** The call, which from now on is settled. `undefined` for a repeated or belated reply: nobody waits for those. */
  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #deliver(name: string, payload: unknown): void {
    const sink = this.#events.get(name);
    if (sink === undefined) {
      this.#onRefused("An event has an unknown name.");
      return;
    }
    try {
      sink(payload);
    } catch (error) {
      this.#onRefused(`The event ${name} was refused: ${messageOf(error)}`);
    }
  }
}

function asForetypeError(error: unknown): ForetypeError {
  return error instanceof ForetypeError
    ? error
    : new ForetypeError("invariant", messageOf(error), { cause: error });
}

import { ForetypeError, messageOf } from "../core/errors";
import { CancellationSource, type CancellationToken } from "./cancellationSource";
import type { Channel, Subscription } from "./channel";
import { readMessage, type Message, type RequestMessage } from "./messages";
import type { Handlers, RefusalListener, RequestTable } from "./rpcTypes";

type Answer = (params: unknown, cancellation: CancellationToken) => Promise<unknown>;

/**
 * The answering end of an RPC. Every request that arrives is answered exactly once: with its handler's result, with an
 * error and its code, or not at all after `close`. Requests run side by side; order is the handlers' affair.
 */
export class RpcServer<Requests extends RequestTable<Requests>, Events> {
  readonly #channel: Channel;
  readonly #answers = new Map<string, Answer>();
  readonly #onRefused: RefusalListener;
  readonly #subscription: Subscription;
  readonly #running = new Map<number, CancellationSource>();
  #isClosed = false;

  constructor(
    channel: Channel,
    parts: { readonly handlers: Handlers<Requests>; readonly onRefused: RefusalListener },
  ) {
    this.#channel = channel;
    this.#onRefused = parts.onRefused;
    for (const method in parts.handlers) {
      const handler = parts.handlers[method];
      this.#answers.set(method, async (params, cancellation) =>
        handler.handle(handler.parse(params), cancellation),
      );
    }
    this.#subscription = channel.onMessage((value) => {
      this.#receive(value);
    });
  }

  /** Says something unasked. */
  emit<Name extends keyof Events & string>(name: Name, payload: Events[Name]): void {
    this.#post({ kind: "event", name, payload });
  }

  /** Cancels what runs and says nothing more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#subscription.dispose();
    for (const source of this.#running.values()) source.cancel();
    this.#running.clear();
  }

  #receive(value: unknown): void {
    const message = readMessage(value);
    switch (message?.kind) {
      case "request":
        void this.#answer(message);
        return;
      case "cancel":
        // A cancel for a request that is answered, or not here yet, has nothing to stop.
        this.#running.get(message.id)?.cancel();
        return;
      case "result":
      case "error":
      case "event":
        this.#onRefused(`A message of kind ${message.kind} came to the side that answers.`);
        return;
      case undefined:
        this.#onRefused("A message was malformed.");
        return;
      default:
        message satisfies undefined;
    }
  }

  async #answer({ id, method, params }: RequestMessage): Promise<void> {
    if (this.#running.has(id)) {
      this.#onRefused("A request came twice.");
      return;
    }
    const source = new CancellationSource();
    this.#running.set(id, source);
    let reply: Message;
    try {
      const answer = this.#answers.get(method);
      if (answer === undefined) {
        throw new ForetypeError("engine/protocol", `The engine knows no method "${method}".`);
      }
      reply = { kind: "result", id, result: await answer(params, source) };
    } catch (error) {
      reply = { kind: "error", id, error: describe(error) };
    }
    this.#running.delete(id);
    if (!this.#post(reply)) {
      this.#post({
        kind: "error",
        id,
        error: { code: "invariant", message: `The result of ${method} could not be sent.` },
      });
    }
  }

  /** @returns false if the channel did not take the message */
  #post(message: Message): boolean {
    if (this.#isClosed) return true;
    try {
      this.#channel.post(message);
      return true;
    } catch (error) {
      this.#onRefused(`A message could not be sent: ${messageOf(error)}`);
      return false;
    }
  }
}

function describe(error: unknown): {
  readonly code: ForetypeError["code"];
  readonly message: string;
} {
  const code = error instanceof ForetypeError ? error.code : "invariant";
  return { code, message: messageOf(error) };
}

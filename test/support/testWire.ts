import type { Channel } from "../../src/protocol/channel";

/** A message that was posted and has not arrived. */
export interface InFlight {
  readonly to: "client" | "server";
  readonly message: unknown;
}

class TestChannel implements Channel {
  readonly listeners = new Set<(message: unknown) => void>();
  readonly #post: (message: unknown) => void;

  constructor(post: (message: unknown) => void) {
    this.#post = post;
  }

  post(message: unknown): void {
    this.#post(message);
  }

  onMessage(listener: (message: unknown) => void): { dispose(): void } {
    this.listeners.add(listener);
    return {
      dispose: () => {
        this.listeners.delete(listener);
      },
    };
  }
}

/** Two channels joined by a wire on which the test decides what arrives, when, and how often. Messages are cloned, as by IPC. */
export class TestWire {
  readonly inFlight: InFlight[] = [];
  readonly client: Channel;
  readonly server: Channel;
  readonly #ends: { readonly client: TestChannel; readonly server: TestChannel };

  constructor() {
    const to = (side: InFlight["to"]) =>
      new TestChannel((message) => {
        this.inFlight.push({ to: side, message: structuredClone(message) });
      });
    this.#ends = { client: to("server"), server: to("client") };
    this.client = this.#ends.client;
    this.server = this.#ends.server;
  }

  /** Lets a message arrive out of nowhere. */
  inject({ to, message }: InFlight): void {
    for (const listener of [...this.#ends[to].listeners]) listener(message);
  }

  /** Lets the message at `index` arrive; a no-op if there is none. */
  deliver(index: number): void {
    const [arriving] = this.inFlight.splice(index, 1);
    if (arriving !== undefined) this.inject(arriving);
  }

  /** Delivers in order, with what the deliveries lead to, until the wire is empty and stays so. */
  async settle(): Promise<void> {
    do {
      while (this.inFlight.length > 0) this.deliver(0);
      await turn();
    } while (this.inFlight.length > 0);
  }
}

/** One turn of the event loop: everything that has been promised has happened. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

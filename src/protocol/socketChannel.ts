import { ForetypeError } from "../core/errors";
import { concat, type ByteStream } from "./byteStream";
import type { Channel, Subscription } from "./channel";

/** Turns messages into bytes and back, of which Node's module `v8` is one. */
export interface Codec {
  serialize(message: unknown): Uint8Array;
  /** May throw. */
  deserialize(bytes: Uint8Array): unknown;
}

/** A text of 16 million characters fits. Whoever announces more does not speak our language. */
const mostBytes = 2 ** 26;
const numLengthBytes = 4;

/** Messages over a connection of bytes: each as its length in bytes, little endian, and itself. */
export class SocketChannel implements Channel {
  readonly #stream: ByteStream;
  readonly #codec: Codec;
  readonly #listeners = new Set<(message: unknown) => void>();
  #isReading = false;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(stream: ByteStream, codec: Codec) {
    this.#stream = stream;
    this.#codec = codec;
  }

  post(message: unknown): void {
    const body = this.#codec.serialize(message);
    if (body.length > mostBytes) {
      throw new ForetypeError("engine/protocol", "A message is too long to be sent.");
    }
    const head = new Uint8Array(numLengthBytes);
    new DataView(head.buffer).setUint32(0, body.length, true);
    this.#lastWrite = this.#stream.write(concat(head, body));
  }

  /** What came before the first listener waits for it. */
  onMessage(listener: (message: unknown) => void): Subscription {
    this.#listeners.add(listener);
    if (!this.#isReading) {
      this.#isReading = true;
      // Whatever cannot be read ends the connection, which is told to whoever watches the stream.
      this.#readAll().catch(() => {
        this.#stream.close();
      });
    }
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /** Resolves when everything that was posted has been handed over, or cannot be any more. */
  async flushed(): Promise<void> {
    await this.#lastWrite;
  }

  async #readAll(): Promise<never> {
    for (;;) {
      const head = await this.#stream.read(numLengthBytes);
      const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
      if (length > mostBytes) throw new ForetypeError("engine/protocol", "A message is too long.");
      const message = this.#codec.deserialize(await this.#stream.read(length));
      for (const listener of [...this.#listeners]) listener(message);
    }
  }
}

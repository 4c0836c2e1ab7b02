import { ForetypeError } from "../core/errors";

/** A connection of bytes, of which Node's `net.Socket` is one. */
export interface ByteSocket {
  /** @param done called when the bytes have been handed over, or cannot be any more */
  write(bytes: Uint8Array, done: () => void): unknown;
  on(event: "data", listener: (bytes: Uint8Array) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  /** Closes it at once. */
  destroy(): unknown;
}

interface Reader {
  readonly length: number;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: ForetypeError) => void;
}

/** A socket read in pieces of the lengths that the reader wants. What comes before it is asked for waits. */
export class ByteStream {
  /** Resolves when the other side or this one has closed it. Never rejects. */
  readonly closed: Promise<void>;
  readonly #socket: ByteSocket;
  #chunks: Uint8Array[] = [];
  #numWaiting = 0;
  #reader: Reader | undefined;
  #isClosed = false;
  #why = "";

  constructor(socket: ByteSocket) {
    this.#socket = socket;
    socket.on("data", (bytes) => {
      this.#chunks.push(bytes);
      this.#numWaiting += bytes.length;
      this.#serve();
    });
    // Every error is followed by `close`.
    socket.on("error", (error) => (this.#why = ` ${error.message}`));
    this.closed = new Promise((resolve) => {
      socket.on("close", () => {
        this.#isClosed = true;
        this.#reader?.reject(this.#closedError());
        this.#reader = undefined;
        resolve();
      });
    });
  }

  /**
   * The next `length` bytes, when they are there. One call at a time.
   *
   * @throws ForetypeError("engine/down") if the connection closes before
   */
  read(length: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#reader = { length, resolve, reject };
      this.#serve();
      if (!this.#isClosed) return;
      this.#reader = undefined;
      reject(this.#closedError());
    });
  }

  /** Resolves when the bytes have been handed over, or cannot be any more. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.write(bytes, resolve);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #serve(): void {
    const reader = this.#reader;
    if (reader === undefined || this.#numWaiting < reader.length) return;
    this.#reader = undefined;
    reader.resolve(this.#take(reader.length));
  }

  #take(length: number): Uint8Array {
    const bytes = concat(...this.#chunks);
    this.#chunks = bytes.length > length ? [bytes.subarray(length)] : [];
    this.#numWaiting = bytes.length - length;
    return bytes.subarray(0, length);
  }

  #closedError(): ForetypeError {
    return new ForetypeError("engine/down", `The connection was closed.${this.#why}`);
  }
}

/** Bytes one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

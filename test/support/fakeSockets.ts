import type { ByteSocket } from "../../src/protocol/byteStream";

/** One end of a connection of bytes. */
export class FakeSocket implements ByteSocket {
  /** What was written into this end, piece by piece. */
  readonly written: Uint8Array[] = [];
  other: FakeSocket | undefined;
  /** In pieces of so many bytes they arrive at the other end. */
  pieceLength = Infinity;
  readonly #listeners = new Map<string, ((value: never) => void)[]>();

  on(event: string, listener: (value: never) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string, value?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(value as never);
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.written.push(bytes);
    queueMicrotask(() => {
      for (let at = 0; at < bytes.length; at += this.pieceLength) {
        this.other?.emit("data", bytes.slice(at, at + this.pieceLength));
      }
      done();
    });
  }

  destroy(): void {
    queueMicrotask(() => {
      this.emit("close");
      this.other?.emit("close");
    });
  }
}

/** Both ends of a connection. */
export function socketPair(): readonly [FakeSocket, FakeSocket] {
  const pair = [new FakeSocket(), new FakeSocket()] as const;
  pair[0].other = pair[1];
  pair[1].other = pair[0];
  return pair;
}

/** What `onMessage` and the like give back; `dispose` may be called twice. */
export interface Subscription {
  dispose(): void;
}

/**
 * A two-way pipe of structured-cloneable messages, as `process.send`, a webview's `postMessage` or a test has one.
 * It may lose, repeat or reorder messages without hurting the RPC above it: that one counts settlements.
 */
export interface Channel {
  /** Sends to the other side. May throw if the message cannot be cloned or the pipe is closed. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Subscription;
}

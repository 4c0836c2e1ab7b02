/** What the engine asks of its host. `core` reads no clock and does no IO: these arrive as arguments. */

/** A monotonic clock in milliseconds. */
export interface Clock {
  now(): number;
}

/** Whether the caller still wants the result. Read between forward passes, so it is obeyed within one. */
export interface Cancellation {
  readonly isCancelled: boolean;
}

/** Log sink shaped like VS Code's `LogOutputChannel`. The user's text never goes above `trace`. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A request that nobody withdraws. */
export const neverCancelled: Cancellation = { isCancelled: false };

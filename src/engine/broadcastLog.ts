import type { Logger } from "../core/ports";
import type { LogLevel } from "../protocol/engineApi";

/** Who hears what the engine logs. */
export interface LogSink {
  log(level: LogLevel, message: string): void;
}

/** A log that every window has a copy of. */
export class BroadcastLog implements Logger {
  readonly sinks = new Set<LogSink>();

  /** It may hold the user's text, so it stays here. */
  trace(): void {
    // Not told.
  }

  debug(message: string): void {
    this.#tell("debug", message);
  }

  info(message: string): void {
    this.#tell("info", message);
  }

  warn(message: string): void {
    this.#tell("warn", message);
  }

  error(message: string): void {
    this.#tell("error", message);
  }

  #tell(level: LogLevel, message: string): void {
    for (const sink of this.sinks) sink.log(level, message);
  }
}

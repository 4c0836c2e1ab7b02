import type { Logger } from "../../src/core/ports";

/** A logger that remembers. */
export class RecordingLogger implements Logger {
  readonly lines: { readonly level: keyof Logger; readonly message: string }[] = [];

  trace(message: string): void {
    this.lines.push({ level: "trace", message });
  }

  debug(message: string): void {
    this.lines.push({ level: "debug", message });
  }

  info(message: string): void {
    this.lines.push({ level: "info", message });
  }

  warn(message: string): void {
    this.lines.push({ level: "warn", message });
  }

  error(message: string): void {
    this.lines.push({ level: "error", message });
  }

  messagesOf(level: keyof Logger): readonly string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }
}

import type { Logger } from "../core/ports";
import type { CliHost } from "./cliHost";

/** Warnings and errors to standard error; a command's own messages say the rest. */
export function quietLogger(host: CliHost): Logger {
  const silent = (): void => undefined;
  const note = (message: string): void => {
    host.note(`${message}\n`);
  };
  return { trace: silent, debug: silent, info: silent, warn: note, error: note };
}

import { CommanderError } from "commander";
import { ForetypeError } from "../core/errors";

/** How the program ends; `interrupted` is what shells expect after Ctrl+C. */
export const exitCodes = { fine: 0, failure: 1, badUsage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code that belongs to anything that was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version end by a throw too, with code 0.
    return error.exitCode === 0 ? exitCodes.fine : exitCodes.badUsage;
  }
  if (!(error instanceof ForetypeError)) return exitCodes.failure;
  if (error.code === "user/cancelled") return exitCodes.interrupted;
  return error.code === "user/bad-argument" ? exitCodes.badUsage : exitCodes.failure;
}

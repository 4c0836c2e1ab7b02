import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Logger } from "../core/ports";
import type { EngineProcessParams, ProcessEnd } from "./engineProcess";

/**
 * Forks the engine's program and logs what it prints.
 *
 * @param listen where it lets windows connect; it then outlives this process. Left out, it serves this process alone.
 */
export function spawnEngine(
  params: EngineProcessParams,
  logger: Logger,
  listen?: { readonly address: string; readonly tokenFile: string },
): ChildProcess {
  const options: ForkOptions = {
    // Flags of the extension host, such as a debugger's port, are not for the child.
    execArgv: [],
    env: { ...(params.env ?? process.env), ELECTRON_RUN_AS_NODE: "1" },
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(params.execPath === undefined ? {} : { execPath: params.execPath }),
    ...(listen !== undefined && { detached: true, windowsHide: true }),
  };
  const args = listen === undefined ? [] : ["--listen", listen.address, listen.tokenFile];
  const child = fork(params.enginePath, args, options);
  logLines(child.stdout, (line) => {
    logger.debug(line);
  });
  logLines(child.stderr, (line) => {
    logger.warn(line);
  });
  logger.debug(`The engine process is ${String(child.pid)}.`);
  return child;
}

/** Why a process ended, as a sentence. */
export function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with exit code ${String(code)}` : `by ${signal}`;
  return `The engine process ended ${how}.`;
}

/** Why a process could not begin. */
export function describeSpawnError(error: NodeJS.ErrnoException, file: string): ProcessEnd {
  const isWrongPath = error.code === "ENOENT" || error.code === "EACCES";
  return {
    code: isWrongPath ? "user/bad-setting" : "engine/crashed",
    sentence: isWrongPath
      ? `The engine cannot be started: ${file} is not a program that can be run.`
      : `The engine cannot be started: ${error.message}.`,
  };
}

function logLines(stream: Readable | null, log: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", log);
}

import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { ErrorCode } from "../core/errors";
import type { Logger } from "../core/ports";
import type { Channel } from "../protocol/channel";

/** How a process ended, or why it could not begin. */
export interface ProcessEnd {
  readonly code: ErrorCode;
  readonly sentence: string;
}

/** One life of the engine process, as far as its client needs to know. */
export interface EngineProcess {
  /** `undefined` if it could not begin. */
  readonly pid: number | undefined;
  readonly channel: Channel;
  /** Calls `listener` once, when the process has ended. */
  onEnd(listener: (end: ProcessEnd) => void): void;
  /** Ends the process at once, whatever it is doing. */
  kill(): void;
}

export interface EngineProcessParams {
  /** The engine's bundle. */
  readonly enginePath: string;
  /** Node to run it with; the default is the one that runs this, as plain Node also inside Electron. */
  readonly execPath?: string;
  /** Environment of the process. Default: this one's. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Forks the engine. What it prints goes to `logger`, which is only native libraries' trouble: the engine itself sends its log. */
export function forkEngine(params: EngineProcessParams, logger: Logger): EngineProcess {
  const options: ForkOptions = {
    // Flags of the extension host, such as a debugger's port, are not for the child.
    execArgv: [],
    env: { ...(params.env ?? process.env), ELECTRON_RUN_AS_NODE: "1" },
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(params.execPath === undefined ? {} : { execPath: params.execPath }),
  };
  const child = fork(params.enginePath, [], options);
  logLines(child.stdout, (line) => {
    logger.debug(line);
  });
  logLines(child.stderr, (line) => {
    logger.warn(line);
  });
  logger.debug(`The engine process is ${String(child.pid)}.`);
  return {
    pid: child.pid,
    channel: channelTo(child),
    onEnd: (listener) => {
      let hasEnded = false;
      const end = (how: ProcessEnd): void => {
        if (hasEnded) return;
        hasEnded = true;
        listener(how);
      };
      child.on("exit", (code, signal) => {
        end({ code: "engine/crashed", sentence: describeExit(code, signal) });
      });
      child.on("error", (error: NodeJS.ErrnoException) => {
        if (child.pid === undefined) end(describeSpawnError(error, child.spawnfile));
        else logger.warn(error.message);
      });
    },
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}

function channelTo(child: ChildProcess): Channel {
  return {
    post: (message) => {
      // With a callback, a closed pipe is no `error` event: the end of the process says it all.
      child.send(message as object, () => undefined);
    },
    onMessage: (listener) => {
      child.on("message", listener);
      return {
        dispose: () => {
          child.off("message", listener);
        },
      };
    },
  };
}

function logLines(stream: Readable | null, log: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", log);
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with exit code ${String(code)}` : `by ${signal}`;
  return `The engine process ended ${how}.`;
}

function describeSpawnError(error: NodeJS.ErrnoException, file: string): ProcessEnd {
  const isWrongPath = error.code === "ENOENT" || error.code === "EACCES";
  return {
    code: isWrongPath ? "user/bad-setting" : "engine/crashed",
    sentence: isWrongPath
      ? `The engine cannot be started: ${file} is not a program that can be run.`
      : `The engine cannot be started: ${error.message}.`,
  };
}

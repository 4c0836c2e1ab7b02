import type { ChildProcess } from "node:child_process";
import type { ErrorCode } from "../core/errors";
import type { Logger } from "../core/ports";
import type { Channel } from "../protocol/channel";
import { describeExit, describeSpawnError, spawnEngine } from "./spawnEngine";

/** How a process ended, or why it could not begin. */
export interface ProcessEnd {
  readonly code: ErrorCode;
  readonly sentence: string;
}

/** One life of the engine process, as far as its client needs to know. It may be another window's too. */
export interface EngineProcess {
  /** `undefined` if it could not begin, or is not reached yet. */
  readonly pid: number | undefined;
  readonly channel: Channel;
  /** Calls `listener` once, when the process has ended, or cannot be reached any more. */
  onEnd(listener: (end: ProcessEnd) => void): void;
  /** Has no more to do with it: it ends when nobody else has. */
  leave(): void;
  /** Ends the process at once, whatever it is doing, and whoever uses it. */
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

/** Forks an engine that nobody else uses. What it prints goes to `logger`, which is only native libraries' trouble. */
export function forkEngine(params: EngineProcessParams, logger: Logger): EngineProcess {
  const child = spawnEngine(params, logger);
  const kill = (): void => {
    child.kill("SIGKILL");
  };
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
    leave: kill,
    kill,
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

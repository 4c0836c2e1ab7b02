import type { ChildProcess } from "node:child_process";
import type { Logger } from "../core/ports";
import type { Channel } from "../protocol/channel";
import type { EngineProcess, EngineProcessParams, ProcessEnd } from "./engineProcess";
import { describeExit, describeSpawnError, spawnEngine } from "./spawnEngine";

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

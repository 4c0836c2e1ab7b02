import os from "node:os";
import path from "node:path";
import type { Logger } from "../core/ports";
import { protocolVersion, type EngineEvents, type EngineRequests } from "../protocol/engineApi";
import { RpcServer } from "../protocol/rpcServer";
import { endOnFault } from "./endOnFault";
import { EngineServer } from "./engineServer";
import { describeModelOf, prepareEngine } from "./prepareEngine";
import { openParentChannel } from "./parentChannel";

/** The program was used wrongly, as sysexits.h has it. */
const usageExitCode = 64;

/** The engine process: answers its parent until that one leaves. */
function main(): void {
  const channel = openParentChannel();
  if (channel === undefined) {
    process.stderr.write(
      "This program is started by the Foretype extension. On the command line, use foretype.\n",
    );
    process.exitCode = usageExitCode;
    return;
  }
  lowerPriority();
  const clock = { now: () => performance.now() };
  const server = new EngineServer({
    prepareEngine: (model, watch) => prepareEngine(model, watch, { clock, logger, locateGrammar }),
    describe: (model) => describeModelOf(model, logger),
    onOpening: (progress) => {
      rpc.emit("opening", progress);
    },
    clock,
  });
  const rpc = new RpcServer<EngineRequests, EngineEvents>(channel, {
    handlers: server.handlers,
    onRefused: (sentence) => {
      logger.warn(sentence);
    },
  });
  const logger = loggerOver((level, message) => {
    rpc.emit("log", { level, message });
  });
  process.on("disconnect", () => {
    process.exit(0);
  });
  endOnFault(channel, logger);
  rpc.emit("started", { protocolVersion });
}

/** Beside the bundle, dist/engine.js. */
function locateGrammar(file: string): string {
  return path.join(__dirname, "grammars", file);
}

/** The editor's own work goes first. */
function lowerPriority(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Best effort: a system that forbids it runs the engine at the usual priority.
  }
}

/** `trace` may hold the user's text, so it stays here. */
function loggerOver(emit: (level: EngineEvents["log"]["level"], message: string) => void): Logger {
  return {
    trace: () => undefined,
    debug: (message) => {
      emit("debug", message);
    },
    info: (message) => {
      emit("info", message);
    },
    warn: (message) => {
      emit("warn", message);
    },
    error: (message) => {
      emit("error", message);
    },
  };
}

main();

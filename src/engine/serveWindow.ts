import type { Logger } from "../core/ports";
import type { Channel } from "../protocol/channel";
import {
  protocolVersion,
  type EngineEvents,
  type EngineRequests,
  type LogLevel,
} from "../protocol/engineApi";
import { RpcServer } from "../protocol/rpcServer";
import type { EngineServer } from "./engineServer";

/** A window in conversation. */
export interface ServedConversation {
  /** Writes a line into its log. */
  log(level: LogLevel, message: string): void;
  /** It has gone. */
  end(): void;
}

/** Serves one window over its channel, beginning with the word that it waits for. */
export function serveWindow(
  channel: Channel,
  server: EngineServer,
  logger: Logger,
): ServedConversation {
  const visit = server.join({
    onOpening: (progress) => {
      rpc.emit("opening", progress);
    },
    onResting: (event) => {
      rpc.emit("resting", event);
    },
  });
  const rpc = new RpcServer<EngineRequests, EngineEvents>(channel, {
    handlers: visit.handlers,
    onRefused: (sentence) => {
      logger.warn(sentence);
    },
  });
  rpc.emit("started", { protocolVersion });
  return {
    log: (level, message) => {
      rpc.emit("log", { level, message });
    },
    end: () => {
      rpc.close();
      visit.leave();
    },
  };
}
